package worker

import "time"

// A Work is what an end does in a pass. Do does n ops. Finish does n ops as well, and they are the last of the pass:
// after them the other ends can receive everything that was sent, and the end's own buffer holds the last message
// received.
type Work struct{ Do, Finish func(n int) error }

// Only is a work that does its last ops like all others.
func Only(loop func(n int) error) Work { return Work{loop, loop} }

// part does n ops. last says that they are the last of the pass.
func (w Work) part(n int, last bool) error {
	if last {
		return w.Finish(n)
	}
	return w.Do(n)
}

// A Role is what one end does in a pattern. Its functions run one at a time, on the goroutine that opened the end.
// Those that take n do n ops, or this end's share of n ops.
type Role struct {
	// Op is what this end does in the ops of the pattern. If its Do is nil, the end has nothing to do in any pass.
	Op Work
	// Meet brings the ends together before a pass: when it has returned at one end, all ends are awake and in their
	// loops.
	Meet func(n int) error
	// Late says that this end's part of a pass begins with the first message, for ends on two hosts.
	Late bool
	// Timed is what the first end does between clock readings. The other ends do Op.
	Timed Work

	// Ready, Pass and Judge are for an open loop; nil if the pattern has none. Ready prepares the pass that o orders.
	// Pass is what this end does in it: the messages that are due at times of their own. Between the two the ends meet.
	// Judge reports the pass, except for the heap, which is that of Pass alone.
	Ready func(o Order) error
	Pass  func() error
	Judge func(o Order, r *Report)

	// Clocks does n round trips and returns what this end's clock shows at each: before and after at the first end, at
	// the others when the message has come.
	Clocks func(n int) ([]int64, error)

	// Answer does a pass of an open loop in which each message is answered, and the next waits for that. The first end
	// reports how long each took from when it was due, and by how much the rate was missed.
	Answer func(o Order, r *Report) error

	// Alone, if it is set, makes the end a guest: it has a part only in the Pass of an open loop, and does the same
	// alone for a time, of which it returns how much it did in a ns.
	Alone func(d time.Duration) (perNs float64, err error)

	// Thread says that what this end uses is what its thread uses, not its whole process: the Go runtime's own threads,
	// which wake up every now and then, would be most of what an end uses that hardly does anything.
	Thread bool

	// Verify exchanges n messages, each with other content, and compares every byte; nil if there is nothing to
	// compare.
	Verify func(n int) error
	// Count is what this end does in the pass that counts; nil if it does Op. Seen returns what it saw in that pass,
	// by unit; it may be nil.
	Count func(n int) error
	// Uncounted says that the system calls of this end are not counted.
	Uncounted bool
	Seen      func() map[string]float64
	// Steps does n ops and returns by name how long each step of them took, in ns; nil if the pattern has no steps.
	Steps func(n int) (map[string][]int64, error)

	// Begin is called first in each order, after the other ends have reported that they are ready. Settle prepares a
	// pass; whole says that every byte of each message is compared. Either may be nil.
	Begin  func() error
	Settle func(whole bool)
	// Tally adds to a report what was sent and received since the end opened; it may be nil.
	Tally func(*Report)
	// Close closes the end; it may be nil.
	Close func() error
}

// ready prepares the pass of an open loop. The ends meet first: the others still read what the first end has promised
// for the ops before.
func (r *Role) ready(o Order) error {
	if err := r.Meet(1); err != nil {
		return err
	}
	return r.Ready(o)
}

// abstains tells whether the end has no part in what o orders.
func (r *Role) abstains(o Order) bool {
	return r.idle() || r.Alone != nil && o.Task != AloneTask && !(o.Task == RunTask && o.Rate > 0)
}

// idle tells whether the end has nothing to do.
func (r *Role) idle() bool { return r.Op.Do == nil && r.Alone == nil }
