package place

import (
	"math"
	"time"
)

// A Disturbance is what others did while a sample was taken. Shares are from 0 to 1. NaN stands for what this kernel
// does not show.
type Disturbance struct {
	// Noise is the share of the time of the place's CPUs in which they neither idled nor ran the benchmark: other
	// processes used it, threads of the kernel, or other guests of the host.
	Noise float64
	// Steal is the share of the time of the place's CPUs that the hypervisor gave to other guests.
	Steal float64
	// Throttled is the share of the time in which the CPU quota of this process's control group held CPUs back.
	Throttled float64
	// Frequency is the largest change of the clock rate of one CPU, as a fraction of the earlier rate.
	Frequency float64
}

// enoughTicks is how long a window must be for the figures of /proc/stat to be meaningful: ten ticks.
const enoughTicks = 10 * tick

// A Watch observes a place while a sample is taken. Its zero value is ready.
type Watch struct {
	first  Reading // before the warm-up
	before Reading // before the latest pass
}

// Begin takes the reading before a pass. The first call must come before the warm-up.
func (w *Watch) Begin(now Reading) {
	w.before = now
	if !w.first.ok {
		w.first = now
	}
}

// Before is the reading before the latest pass.
func (w *Watch) Before() Reading { return w.before }

// worthAsking is the noise above which the cost of wake-ups matters. To measure that cost takes half a second.
const worthAsking = 0.05

// End sums up what was observed from the beginning of the latest pass until the reading after. If the pass was too
// short for /proc/stat, the figures from there are those of the whole sample with its warm-up.
//
// A kernel without an idle driver charges part of each wake-up to nobody; see [Unaccounted]. There End calls waking,
// which returns that time of all CPUs together as a fraction of the time of the pass, so that it may be above 1. It
// calls waking only where the answer matters, and never if waking is nil.
func (w *Watch) End(after Reading, waking func() float64) Disturbance {
	d := Disturbance{Noise: math.NaN(), Steal: math.NaN(), Throttled: math.NaN(), Frequency: math.NaN()}
	if !after.ok || !w.before.ok {
		return d
	}
	long := w.before
	if after.at.Sub(long.at) < enoughTicks {
		long = w.first
	}
	d.Steal = after.stealSince(long)
	if after.idle != nil {
		d.Noise = after.noiseSince(w.before, 0)
	} else if d.Noise = after.noiseSince(long, 0); d.Noise > worthAsking && len(after.cpus) > 1 && waking != nil {
		// On one CPU the ends alternate, and the CPU does not idle before it runs the next one.
		wall := float64(after.at.Sub(long.at))
		d.Noise = after.noiseSince(long, time.Duration(wall*waking()/float64(len(after.cpus))))
	}
	d.Throttled = after.throttledSince(w.before) // exact to the nanosecond or microsecond
	d.Frequency = frequencyChange(w.before.clockKHz, after.clockKHz)
	return d
}
