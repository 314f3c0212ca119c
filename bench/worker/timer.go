package worker

import (
	"time"

	"ipcbench/internal/sys"
)

// timed are the first end's ops of a pass with a clock reading after every batch of them. The readings go into memory
// made and touched before, and into the histogram after the loop, so that recording one does not delay the next. What a
// reading cost just before is clock.
func (w *Worker) timed(o Order, work Work, clock float64) (*Percentiles, int, error) {
	readings := make([]int64, o.Span.Most/o.Batch)
	for i := range readings {
		readings[i] = 1
	}
	t := timer{batch: o.Batch, readings: readings}
	if w.Traits.Raw {
		sys.NoPreempt()
	}
	ops, err := w.paced(o.Span, o.Batch, o.Estimate, Work{
		func(n int) error { return t.time(work.Do, work.Do, n) },
		func(n int) error { return t.time(work.Do, work.Finish, n) },
	})
	if w.Traits.Raw {
		sys.Preempt()
	}
	if err != nil {
		return nil, ops, err
	}
	// The lesser of two, so that no more is taken off than a reading cost at either end of the pass.
	return Summarise(readings[:t.taken], o.Batch, min(clock, ClockCost())), ops, nil
}

// A timer takes readings of how long batches of ops take.
type timer struct {
	batch    int
	readings []int64 // ns, as far as they are taken
	taken    int
}

// time takes those of n ops, a multiple of batch, the last batch by finish.
func (t *timer) time(do, finish func(n int) error, n int) error {
	readings := t.readings[t.taken : t.taken+n/t.batch]
	base := time.Now()
	before := time.Since(base)
	for i := range readings {
		if i == len(readings)-1 {
			do = finish
		}
		if err := do(t.batch); err != nil {
			return err
		}
		now := time.Since(base)
		readings[i] = int64(now - before)
		before = now
	}
	t.taken += len(readings)
	return nil
}
