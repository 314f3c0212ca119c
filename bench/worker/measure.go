package worker

import (
	"slices"

	"ipcbench/internal/sys"
)

// measure does the ops of a RunTask, after the lead-in. It reports what this process used in those that have no clock
// readings in between, or in all if none is without, and the percentiles of the others.
//
// The two kinds of ops are done by turns, so that they see the same machine. Before each turn the ends meet, outside
// the measured time: afterwards all are awake and in their loops.
func (w *Worker) measure(o Order, r *Report, role *Role) error {
	plain := turn{span: o.Span, step: 1, work: role.Op, used: w.newMeter(role)}
	clocked := w.newTimer(o, role)
	timed := turn{span: o.Timed, step: o.Batch, work: clocked.work, used: w.newMeter(role)}
	if err := w.leadIn(o, role); err != nil {
		return err
	}
	before := heap()
	clocked.see()
	order := []turn{plain, timed}
	for range max(o.Turns, 1) {
		for _, t := range order {
			if err := w.take(t, role, o.Estimate); err != nil {
				return err
			}
		}
		slices.Reverse(order) // so that a drift does not hit one kind first each time
	}
	clocked.see()
	if w.Blind() {
		if err := w.confirm(role, r); err != nil {
			return err
		}
	}
	r.Percentiles = clocked.percentiles()
	of := plain.used
	if o.Span.empty() {
		of = timed.used
		of.used.Clock -= clocked.cost()
		of.used.CPU -= clocked.cost()
	}
	r.Ops, r.AllOps = of.ops, plain.used.ops+timed.used.ops
	r.Start, r.Used = of.start, of.all(before)
	if !w.session.Lead {
		r.Used = Usage{Clock: r.Used.Clock}
	}
	return nil
}

// open does the pass of an open loop, after the lead-in, which is a closed one.
func (w *Worker) open(o Order, r *Report, role *Role) error {
	if role.Alone != nil {
		if err := role.Pass(); err != nil {
			return err
		}
		role.Judge(o, r)
		return nil
	}
	if err := w.leadIn(o, role); err != nil {
		return err
	}
	if err := role.ready(o); err != nil {
		return err
	}
	before := heap()
	if err := role.Meet(1); err != nil {
		return err
	}
	if err := role.Pass(); err != nil {
		return err
	}
	used := heap().since(before)
	if w.Blind() && !w.leads() {
		r.Ops = o.Span.Most // the rest is told once the clocks have been compared
	} else {
		role.Judge(o, r)
	}
	r.Used.Mallocs, r.Used.Bytes, r.AllOps = used.Mallocs, used.Bytes, r.Ops
	return nil
}

// A turn is some ops of one kind.
type turn struct {
	span Span
	step int // the number of ops is a multiple of it
	work Work
	used *meter
}

// take takes a turn. estimate is what an op takes, in ns; 0 if that is not known.
func (w *Worker) take(t turn, role *Role, estimate float64) error {
	if t.span.empty() {
		return nil
	}
	if err := role.Meet(1); err != nil {
		return err
	}
	if first := t.step; w.Blind() && role.Late && !w.leads() {
		n, _ := t.span.known(t.step, estimate, true)
		if n > first {
			return t.takeLate(n, first)
		}
	}
	t.used.begin()
	n, err := w.paced(t.span, t.step, estimate, t.work)
	t.used.end(n)
	return err
}

// takeLate takes a turn of n ops, of which the first few are not in the measured time. That is made longer in
// proportion.
func (t *turn) takeLate(n, first int) error {
	if err := t.work.Do(first); err != nil {
		return err
	}
	t.used.begin()
	err := t.work.Finish(n - first)
	t.used.end(n)
	t.used.used.Clock = int64(float64(t.used.used.Clock) * float64(n) / float64(n-first))
	return err
}

// confirm has the ends meet after a pass. The first end notes when, and how long a meeting takes: by its clock alone,
// the pass took until then, less the meeting.
func (w *Worker) confirm(role *Role, r *Report) error {
	r.Distant = true
	if err := role.Meet(1); err != nil {
		return err
	}
	r.Confirmed = sys.Monotonic()
	if err := role.Meet(1); err != nil {
		return err
	}
	r.Meeting = sys.Monotonic() - r.Confirmed
	return nil
}
