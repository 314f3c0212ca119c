package place

import (
	"slices"
	"time"
)

// mostShare bounds what is in no account by what is in the worker's: three microseconds by some eight were seen, a
// third to a half, and 0.6 to 1.5 beside a neighbour.
const mostShare = 0.5

// Unaccounted is how much of each wake-up of a CPU is neither in that CPU's idle time nor in the CPU time of the
// process that was woken, from two readings between which that process was woken so many times and nothing else went
// on. It is at most mostShare of what the process itself used. ok is false where the CPU never idled, which tells
// nothing, and where a reading lacks something.
//
// It is for kernels without an idle driver, as in many virtual machines. There a CPU's idle time ends with the
// interrupt that wakes it, and the CPU time of whoever is woken begins when it runs: what lies between, two to five
// microseconds on the machines seen, would read as the time of others.
func Unaccounted(first, last Reading, cpu, pid int, wakes float64) (cost time.Duration, ok bool) {
	i := slices.Index(last.cpus, cpu)
	if !first.ok || !last.ok || i < 0 || wakes < 1 {
		return 0, false
	}
	idle := last.times[i].idle - first.times[i].idle
	if idle < tick {
		return 0, false
	}
	own := last.each[pid] - first.each[pid]
	most := min(float64(last.at.Sub(first.at)-own-idle), mostShare*float64(own))
	return time.Duration(most / wakes), true
}
