package worker

import "time"

// A timer records how long batches of ops take at the first end. The readings are stored in memory that is allocated
// and touched before, and go into the histogram after the pass, so that storing one does not delay the next op.
type timer struct {
	batch    int
	readings []int64 // ns; the first taken of them are valid
	taken    int
	clock    float64 // what a reading costs, in ns: the least that was seen
	stretches
	work Work // what is timed, with readings; at an end that does not time, without
}

// newTimer makes a timer with room for the readings of a pass; none at an end that does not time.
func (w *Worker) newTimer(o Order, role *Role) *timer {
	t := &timer{batch: o.Batch, work: role.Op, stretches: newStretches(o)}
	if o.Timed.empty() || !w.leads() {
		return t
	}
	t.work = Work{
		Do:     func(n int) error { return t.time(role.Timed.Do, role.Timed.Do, n) },
		Finish: func(n int) error { return t.time(role.Timed.Do, role.Timed.Finish, n) },
	}
	t.readings = make([]int64, o.Timed.Most/o.Batch*max(o.Turns, 1))
	for i := range t.readings {
		t.readings[i] = 1
	}
	return t
}

// see sees what a reading of the clock costs, before and after the pass. The smaller of the two costs is subtracted, so
// that it is not too much.
func (t *timer) see() {
	if len(t.readings) == 0 {
		return
	}
	if cost := ClockCost(); t.clock == 0 || cost < t.clock {
		t.clock = cost
	}
}

// time records n ops, a multiple of batch. It does the last batch by finish.
func (t *timer) time(do, finish func(n int) error, n int) error {
	readings := t.readings[t.taken : t.taken+n/t.batch]
	base := time.Now()
	t.begin(t.taken, base)
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

// percentiles are those of all readings; nil if there are none.
func (t *timer) percentiles() *Percentiles {
	taken := t.readings[:t.taken]
	p := Summarise(taken, t.batch, t.clock)
	if p != nil && t.wanted {
		p.Log = LogOf(taken, t.ends(taken), t.batch, t.clock, t.base.UnixNano())
	}
	return p
}

// cost is what all readings cost, in ns.
func (t *timer) cost() int64 { return int64(float64(t.taken) * t.clock) }
