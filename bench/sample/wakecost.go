package sample

import (
	"fmt"
	"io"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/worker"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
)

// wakeCosts are the costs of a wake-up at each place that the kernel charges to nobody; see [place.Unaccounted]. Each
// is measured at most once in a run, and only if it matters.
var wakeCosts = map[place.Place]time.Duration{}

// wakeCost is the cost of a wake-up at a place that the kernel charges to nobody; 0 if it cannot be measured.
func wakeCost(p place.Place, o Options) time.Duration {
	cost, known := wakeCosts[p]
	if !known {
		cost, _ = measureWakeCost(p, o)
		wakeCosts[p] = cost
	}
	return cost
}

const (
	wakeWindows = 2
	// wakeWindow is long enough for /proc/stat, which shows idle time in steps of 10 ms: with about 15,000 wake-ups of
	// a CPU in the window, a step is 0.7 µs for each.
	wakeWindow = 250 * time.Millisecond
)

// measureWakeCost lets two processes wake each other, and takes the smallest cost seen on any of the CPUs. Another
// program would make the cost seem larger, but mostly runs on one of the CPUs at a time.
func measureWakeCost(p place.Place, o Options) (time.Duration, error) {
	c, _ := pattern.FloorCell(schema.FloorWake, p, mechanisms.NumberSize)
	s, err := OpenCold(c, o)
	if err != nil {
		return 0, err
	}
	cpus, err := p.CPUs()
	if err != nil {
		return 0, s.killed(err)
	}
	least := time.Duration(-1)
	for range wakeWindows {
		m, err := s.runFor(0, worker.Lasting(wakeWindow))
		if err != nil {
			return 0, s.killed(err)
		}
		first, last := s.watch.Before(), s.look()
		wakes := float64(m.Ops) * m.VoluntaryPerOp() / float64(len(s.all()))
		for i, end := range s.all() {
			cost, ok := place.Unaccounted(first, last, place.Of(cpus, i), s.ends.PID(end), wakes)
			if ok && (least < 0 || cost < least) {
				least = cost
			}
		}
	}
	return max(least, 0), s.close()
}

// RemarkWakeCosts writes the measured costs of wake-ups, as one comment line for each place.
func RemarkWakeCosts(w io.Writer) {
	for _, p := range place.All {
		if cost := wakeCosts[p]; cost > 0 {
			fmt.Fprintf(w, "# wake-up place=%s: %v of each is in no account, and noise-%% leaves it out\n",
				p, cost.Round(10*time.Nanosecond))
		}
	}
}
