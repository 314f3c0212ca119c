package worker

import (
	"sync/atomic"
	"time"

	"ipcbench/internal/proc"
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
)

// A Worker is one end of a sample, in its worker process.
type Worker struct {
	Mechanism mechanisms.Mechanism
	Traits    mechanisms.Traits // of Mechanism
	End       *mechanisms.End   // for the mechanism's Open
	Counters  *Counters         // of this end, for its loop to store
	session   *proc.Session
	prober    prober
	now       func() int64 // a monotonic clock in ns, read without a system call; tests replace it
}

// Counters are how many messages one end has sent and received since it opened. Its loop stores them with plain moves.
// The coordinator reads them only when nothing seems to happen.
type Counters struct{ Sent, Received uint64 }

// Sent is how many messages an end has sent by now.
func (w *Worker) Sent(of mechanisms.Side) uint64 { return atomic.LoadUint64(&w.session.All[of].Sent) }

// Blind tells whether the other ends are on another host. Nothing is known of them then but by messages: Sent, Promised
// and Began tell nothing.
func (w *Worker) Blind() bool { return w.session.Blind }

// Promise tells the other ends, which ask by [Worker.Promised], how many ops this pass will have: so many, and no more
// if final. Only the first end promises. What it promises before it sends a message, the others see after they have
// received that message.
func (w *Worker) Promise(ops int, final bool) { w.session.Counters.Promise(ops, final) }

// Promised is what the first end has promised last.
func (w *Worker) Promised() (ops int, final bool) { return w.session.All[0].Promised() }

// Begin tells the other ends, which ask by [Worker.Began], when this pass began, in ns of a clock that all ends have.
func (w *Worker) Begin(at int64) { w.session.Counters.Begin(at) }

// Began is when the first end began this pass.
func (w *Worker) Began() int64 { return w.BeganBy(0) }

// BeganBy is what an end has told by [Worker.Begin] last.
func (w *Worker) BeganBy(end int) int64 { return w.session.All[end].Began() }

func newWorker(s *proc.Session) *Worker {
	began := time.Now()
	return &Worker{
		Mechanism: s.Mechanism, Traits: s.Traits, End: s.End, Counters: (*Counters)(&s.Counters.Moved),
		session: s, now: func() int64 { return int64(time.Since(began)) },
	}
}

// Settle makes the calling goroutine ready to run the mechanism's Link: on the end's CPU, and interrupted when the
// process of another end ends. An [Opener] calls it first. It fails if the kernel refuses one of the steps.
func (w *Worker) Settle() error { return w.session.Settle() }

// Pin ties the calling thread to the end's CPU, for an end that starts threads of its own. It fails if the kernel
// refuses.
func (w *Worker) Pin() error { return w.session.Pin() }

// leads tells whether this is the first end, which begins each op, reads the clock, and decides when a pass ends.
func (w *Worker) leads() bool { return w.End.Side == 0 }

// pass is this end's part of a pass.
func (w *Worker) pass(o Order, r *Report, role *Role) error {
	if role.Settle != nil {
		role.Settle(o.Whole)
	}
	switch {
	case o.Rate > 0 && o.Task == RunTask:
		return w.open(o, r, role)
	case o.Task != CountTask:
		return w.measure(o, r, role)
	}
	counting, err := w.counting(o, r, role)
	if err != nil {
		return err
	}
	if o.Rate > 0 {
		if err := role.ready(o); err != nil {
			return err
		}
	}
	if err := role.Meet(1); err != nil {
		return err
	}
	return counting.count(o.Span.Most, role, r)
}

// leadIn does ops that are not measured, until the Go runtime's monitor thread has calmed down. That thread sleeps
// while all ends sleep. Once woken it looks around every 20 µs, about 50 times, and then at intervals that double
// until they reach 10 ms: about 15 ms in all. Each look costs the CPU of the loop about 10 µs, for its timer and two
// context switches. A pass of 8 ms was up to 8 % longer in the first 5 ms of that, and 2 % in the rest. In a worker of
// a raw mechanism its timers may be late, so that it looks around at the scheduler's ticks. Source: runtime/proc.go,
// sysmon.
func (w *Worker) leadIn(o Order, role *Role) error {
	if o.Lead == 0 {
		return nil
	}
	if w.Traits.Raw {
		sys.NoPreempt()
		defer sys.Preempt()
	}
	if err := role.Meet(1); err != nil {
		return err
	}
	_, err := w.paced(Lasting(o.Lead), 1, o.Estimate, role.Op)
	return err
}
