package sample

import (
	"math"
	"sync"
	"time"

	"ipcbench/bench/place"
	"ipcbench/internal/schema"
)

// idleFor is how long the idle power is measured.
const idleFor = 200 * time.Millisecond

// idlePower is what the packages take while the ends of a sample, and this process, sleep: in watts. It is measured
// once in a run, when the first sample has warmed up. ok is false where there is no counter.
var idlePower = sync.OnceValues(func() (watts float64, ok bool) {
	before := place.ReadEnergy()
	if !before.OK() {
		return 0, false
	}
	time.Sleep(idleFor)
	return place.ReadEnergy().PowerSince(before)
})

// power is what the packages took from the beginning of the latest pass until now, in watts; NaN if that is not known.
// A trial does not ask.
func (s *Sample) power() float64 {
	if watts, ok := place.ReadEnergy().PowerSince(s.watch.Before().Energy()); ok && !s.options.Trial {
		return watts
	}
	return math.NaN()
}

// energyPerOp is the energy of an op in µJ, if the packages took some watts while ops of nsPerOp ns were done, and idle
// watts while nothing was done.
func energyPerOp(watts, idle, nsPerOp float64) float64 {
	const microJoules = 1e6 / 1e9 // of one watt in one nanosecond
	return max(watts-idle, 0) * nsPerOp * microJoules
}

// addEnergy adds the energy of an op, if it is known how many watts the packages took in the measured pass.
func (r *Result) addEnergy(watts float64) {
	if math.IsNaN(watts) {
		return
	}
	if idle, ok := idlePower(); ok {
		r.add(schema.MicroJPerOp, energyPerOp(watts, idle, r.NsPerOp))
	}
}
