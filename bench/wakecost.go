package bench

import (
	"fmt"
	"io"
	"slices"
	"time"

	"ipcbench/mechanisms"
)

// What follows is for kernels without an idle driver, as in many virtual machines. There a CPU's idle time ends with
// the interrupt that wakes it, and the CPU time of whoever is woken begins when it runs: what lies between, two to five
// microseconds on the machines seen, is in neither account. It would read as the time of others: 16 to 25 % of two CPUs
// where two sides wake each other for every message and nobody disturbs them.

// wakeCosts are what was measured of the places, once a run and only where it matters.
var wakeCosts = map[Place]time.Duration{}

// wakeCost is what of a wake-up of a CPU at a place no account has, 0 where that cannot be measured.
func wakeCost(p Place, idle time.Duration) time.Duration {
	cost, known := wakeCosts[p]
	if !known {
		cost, _ = measureWakeCost(p, idle)
		wakeCosts[p] = cost
	}
	return cost
}

const (
	wakeWindows = 2
	// wakeWindow is long enough for /proc/stat, which tells idle time to 10 ms: of some 15,000 wake-ups of a CPU that
	// is 0.7 µs each.
	wakeWindow = 250 * time.Millisecond

	// mostShare bounds what is in no account by what is in the worker's: three microseconds by some eight were seen, a
	// third to a half, and 0.6 to 1.5 beside a neighbour.
	mostShare = 0.5
)

// measureWakeCost lets two processes wake each other, and takes the least of what is seen on either CPU: a neighbour,
// who makes it seem more, is mostly on one of them at a time. If he is on both it is still no more than mostShare
// allows.
func measureWakeCost(p Place, idle time.Duration) (time.Duration, error) {
	wake := floors[slices.IndexFunc(floors, func(f *floor) bool { return f.what == "wake" })]
	c := Cell{Pattern: Floor, Mechanism: wake, Wait: mechanisms.Block, Place: p, Size: mechanisms.NumberSize}
	s, err := openCold(c, idle)
	if err != nil {
		return 0, err
	}
	cpus, err := p.CPUs()
	if err != nil {
		return 0, s.killed(err)
	}
	least := time.Duration(-1)
	for range wakeWindows {
		m, err := s.runFor(0, lasting(wakeWindow))
		if err != nil {
			return 0, s.killed(err)
		}
		first, last := s.watch.before, s.quiet()
		for side := range mechanisms.Sides {
			at := 0 // of the readings, which are in the order of the CPUs
			if cpus[side] == max(cpus[0], cpus[1]) {
				at = last.pair - 1
			}
			pid := s.pair.PID(mechanisms.Side(side))
			own := last.each[pid] - first.each[pid]
			if cost, ok := unaccounted(first, last, at, own, m); ok && (least < 0 || cost < least) {
				least = cost
			}
		}
	}
	return max(least, 0), s.close()
}

// unaccounted is what of a wake-up of the pair's CPU i neither idle time nor its worker's own has, from a pass with
// nothing else between two readings. It is at most mostShare of what the worker itself had, and a CPU that never idled
// tells nothing.
func unaccounted(first, last quietness, i int, own time.Duration, m measurement) (time.Duration, bool) {
	wakes := float64(m.ops) * m.sleeps() / 2
	if !first.ok || !last.ok || i >= last.pair || wakes < 1 {
		return 0, false
	}
	idle := last.times[i].idle - first.times[i].idle
	if idle < tick {
		return 0, false
	}
	cost := min(float64(last.at.Sub(first.at)-own-idle), mostShare*float64(own))
	return time.Duration(cost / wakes), true
}

// sleeps are the voluntary switches of an op, both sides'.
func (m measurement) sleeps() float64 { return m.switchesPerOp - m.oustedPerOp }

// remarkWakeCosts says what was measured, as a comment line a place.
func remarkWakeCosts(w io.Writer) {
	for _, p := range Places {
		if cost := wakeCosts[p]; cost > 0 {
			fmt.Fprintf(w, "# wake-up place=%s: %v of each is in no account, and noise-%% leaves it out\n",
				p, cost.Round(10*time.Nanosecond))
		}
	}
}
