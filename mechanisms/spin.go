package mechanisms

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// HybridSpin is how long [Hybrid] spins before it blocks if nobody says otherwise: about what a block and a wake-up
// across CPUs cost on the machines we know, so that a wait never costs more than twice what hindsight would have paid.
// Source: Karlin, Manasse, McGeoch, Owicki: Competitive randomized algorithms for non-uniform problems, SODA 1990.
const HybridSpin = 50 * time.Microsecond

// MaxSpin is the longest time that [ParseSpin] and [SpinFor] give.
const MaxSpin = 10 * time.Second

// A SpinTime is how long [Hybrid] spins before it blocks: a time, or [AdaptiveSpin]. The zero value is [HybridSpin].
// What a wait does with it is in ipcbench/mechanisms/kit/spin.
type SpinTime int64 // ns more than HybridSpin, so that the zero value is that; comparable, as each time has one value

// AdaptiveSpin is a time that each waiting direction chooses by itself, from how long its last waits were.
const AdaptiveSpin SpinTime = math.MinInt64

// SpinFor is the time d, or the nearest to it from 0, with which a hybrid wait sleeps at once, to [MaxSpin].
func SpinFor(d time.Duration) SpinTime { return SpinTime(min(max(d, 0), MaxSpin) - HybridSpin) }

// Fixed is the time. It is false for [AdaptiveSpin].
func (s SpinTime) Fixed() (d time.Duration, fixed bool) {
	if s == AdaptiveSpin {
		return 0, false
	}
	return HybridSpin + time.Duration(s), true
}

const adaptive = "adaptive"

// String is what [ParseSpin] reads, as it stands in names of benchmarks: "0", "5us", "1.5ms", "adaptive".
func (s SpinTime) String() string {
	switch d, fixed := s.Fixed(); {
	case !fixed:
		return adaptive
	case d == 0:
		return "0"
	default:
		return strings.Replace(d.String(), "µs", "us", 1)
	}
}

// ParseSpin reads a time as [time.ParseDuration] does, from 0 to [MaxSpin], or "adaptive".
func ParseSpin(text string) (SpinTime, error) {
	if text == adaptive {
		return AdaptiveSpin, nil
	}
	d, err := time.ParseDuration(text)
	if err != nil || d > MaxSpin || strings.HasPrefix(text, "-") {
		return 0, fmt.Errorf("spin time %q is not 0, a time with its unit such as 5us or 1.5ms, at most %v, or %s",
			text, MaxSpin, adaptive)
	}
	return SpinFor(d), nil
}
