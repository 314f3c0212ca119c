package worker

import (
	"time"

	"ipcbench/internal/sys"
)

// timed does the first end's ops of a pass with a clock reading after each batch of ops. The readings are stored in
// memory that is allocated and touched before, and go into the histogram after the loop, so that storing one does not
// delay the next op. clock is the cost of a reading just before, in ns.
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
	// The smaller of the costs before and after the pass, so that not too much is subtracted.
	return Summarise(readings[:t.taken], o.Batch, min(clock, ClockCost())), ops, nil
}

// A timer records how long batches of ops take.
type timer struct {
	batch    int
	readings []int64 // ns; the first taken of them are valid
	taken    int
}

// time records n ops, a multiple of batch. It does the last batch by finish.
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
