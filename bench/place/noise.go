package place

import (
	"time"
)

// noiseSince is the share of the place's CPUs that others used between two readings, from 0 to 1. What others used of
// a hardware thread that shares a core with the benchmark counts too, since it slows the benchmark down: as far as it
// is certain, /proc/stat being exact to one tick.
//
// waking is the time it took to wake each CPU, of which the kernel keeps no account. It is not counted as used by
// others. A CPU that never idled was never woken.
func (r Reading) noiseSince(earlier Reading, waking time.Duration) float64 {
	wall := r.at.Sub(earlier.at)
	if wall <= 0 {
		return 0
	}
	others := time.Duration(len(r.cpus))*wall - (r.own - earlier.own)
	for pid, used := range r.each {
		others -= used - earlier.each[pid]
	}
	for i := range r.times {
		idle := r.times[i].idle - earlier.times[i].idle
		switch {
		case i >= len(r.cpus):
			others += max(wall-idle-tick, 0)
		case r.idle != nil:
			others -= r.idle[i] - earlier.idle[i]
		default:
			others -= idle + min(waking, idle)
		}
	}
	return min(max(float64(others)/float64(time.Duration(len(r.cpus))*wall), 0), 1)
}

// stealSince is the share of the place's CPUs that the hypervisor gave to other guests between two readings.
func (r Reading) stealSince(earlier Reading) float64 {
	var steal time.Duration
	for i := range r.cpus {
		steal += r.times[i].steal - earlier.times[i].steal
	}
	wall := r.at.Sub(earlier.at)
	if wall <= 0 {
		return 0
	}
	return min(max(float64(steal)/float64(time.Duration(len(r.cpus))*wall), 0), 1)
}
