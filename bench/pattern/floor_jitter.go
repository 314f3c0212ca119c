package pattern

import (
	"runtime"
	"time"

	"ipcbench/bench/worker"
	step "ipcbench/internal/floor"
	"ipcbench/internal/schema"
	"ipcbench/internal/sys"

	"golang.org/x/sys/unix"
)

// leastJitter is how long a whole sample of what=jitter watches at least: a timer that ticks 100 times a second then
// comes 30 times.
const leastJitter = 300 * time.Millisecond

// jitterFloor is one gap between two readings of the clock, by a thread that does nothing else. It is in the vDSO, as
// in the timed passes.
func jitterFloor(s *floorSide) (func(int) error, error) {
	s.gaps = step.NewGaps()
	return s.inChunks(callChunk, func(n int) error {
		s.gaps.Watch(sys.Nanotime, n)
		return nil
	}), nil
}

// watches makes a role report the gaps of each pass. The ends meet right before the ops that are measured, after those
// that are not.
func (s *floorSide) watches(role *worker.Role) {
	meet, tally := role.Meet, role.Tally
	role.Meet = func(n int) error {
		err := meet(n)
		s.gaps.Reset()
		return err
	}
	role.Tally = func(r *worker.Report) {
		tally(r)
		if s.gaps.N() > 0 {
			r.Figures = gapFigures(s.gaps)
		}
	}
}

// gapFigures are what is reported of the gaps of a pass. As of every quantile, there must be enough gaps beyond it.
func gapFigures(g *step.Gaps) map[string]float64 {
	n, _ := g.Interruptions()
	figures := map[string]float64{
		schema.InterruptsPerSec: float64(n) / g.Watched().Seconds(),
		schema.MaxNs:            float64(g.Longest()),
		schema.Readings:         float64(g.N()),
	}
	p := worker.Percentiles{P999: g.Quantile(9990), P9999: g.Quantile(9999), Readings: g.N()}
	for _, q := range p.Told() {
		if q.Unit == schema.P999Ns || q.Unit == schema.P9999Ns {
			figures[q.Unit] = q.Value
		}
	}
	for unit, rate := range map[string]float64{schema.GapOftenNs: 1000, schema.GapSeldomNs: 100} {
		if ns, ok := g.Often(rate, worker.Beyond); ok {
			figures[unit] = ns
		}
	}
	return figures
}

// LongestGap is the longest time for which a thread on a CPU that only reads the clock is interrupted, of those in a
// time. It fails if the thread may not run there.
func LongestGap(cpu int, watch time.Duration) (time.Duration, error) {
	type answer struct {
		longest time.Duration
		err     error
	}
	done := make(chan answer)
	go func() {
		runtime.LockOSThread() // and never unlocked, so that the thread ends with its goroutine
		var one unix.CPUSet
		one.Set(cpu)
		if err := unix.SchedSetaffinity(0, &one); err != nil {
			done <- answer{err: err}
			return
		}
		g := step.NewGaps()
		sys.NoPreempt()
		for until := sys.Nanotime() + int64(watch); sys.Nanotime() < until; {
			g.Watch(sys.Nanotime, callChunk)
		}
		sys.Preempt()
		done <- answer{longest: g.Longest()}
	}()
	a := <-done
	return a.longest, a.err
}
