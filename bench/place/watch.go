package place

import (
	"math"
	"time"
)

// A Disturbance is what others did to a sample, as shares of 0 to 1; NaN is what this kernel does not show.
type Disturbance struct {
	// Noise is the share of the place's CPUs that neither idled nor ran the benchmark: it went to other processes, to
	// threads of the kernel, to other guests of the host.
	Noise float64
	// Steal is the share of the place's CPUs that the hypervisor gave to other guests.
	Steal float64
	// Frequency is the largest change of one CPU's clock rate.
	Frequency float64
}

// enoughTicks is how long a window must be for /proc/stat to mean something: ten of its ticks.
const enoughTicks = 10 * tick

// A Watch looks at a place while a sample is taken.
type Watch struct {
	first  Reading // before the warm-up
	before Reading // before the latest pass
}

// Begin is told what was read before a pass.
func (w *Watch) Begin(now Reading) {
	w.before = now
	if !w.first.ok {
		w.first = now
	}
}

// Before is what was read before the latest pass.
func (w *Watch) Before() Reading { return w.before }

// worthAsking is the noise above which it matters what waking costs, which takes half a second to measure.
const worthAsking = 0.05

// End sums up what was seen from the beginning of the latest pass until after. Where the pass was too short for
// /proc/stat, what only that tells is of the whole sample, its warm-up included.
//
// A kernel without an idle driver has the time of a wake-up in no account. There End asks waking how much of the time
// went into wake-ups, of all CPUs together: a share that may be above 1. It asks only where the answer matters, and not
// where waking is nil.
func (w *Watch) End(after Reading, waking func() float64) Disturbance {
	d := Disturbance{Noise: math.NaN(), Steal: math.NaN(), Frequency: math.NaN()}
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
		// On one CPU each end hands over to the other, and none is woken from idling.
		wall := float64(after.at.Sub(long.at))
		d.Noise = after.noiseSince(long, time.Duration(wall*waking()/float64(len(after.cpus))))
	}
	d.Frequency = frequencyChange(w.before.clockKHz, after.clockKHz)
	return d
}
