package place

import (
	"slices"
	"time"
)

// mostShare limits the result of [Unaccounted], as a share of the CPU time of the worker. Observed were 3 µs
// unaccounted for beside some 8 µs of the worker, a third to a half, and shares of 0.6 to 1.5 while another program
// ran.
const mostShare = 0.5

// Unaccounted estimates the time of one wake-up of a CPU that the kernel charges to nobody: it is neither idle time
// of the CPU nor CPU time of the process that was woken, pid. That process must have been woken wakes times between
// the two readings, and nothing else may have run on the CPU. The result is at most half of what the process
// itself used for each wake-up. ok is false if the CPU never idled, which tells nothing, or if a reading is
// incomplete.
//
// It is for kernels without an idle driver, as in many virtual machines. There a CPU's idle time ends with the
// interrupt that wakes the CPU, and the CPU time of the woken process begins when that process runs. What lies
// between, 2 to 5 µs on the machines observed, would otherwise seem to be used by others.
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
