package worker

// A Work is what an end does in a pass: n ops by Do, and the last of them by Finish, after which all that was sent can
// be received and the end's own buffer holds the last message.
type Work struct{ Do, Finish func(n int) error }

// Only is a work whose last ops are like all others.
func Only(loop func(n int) error) Work { return Work{loop, loop} }

// part does n ops, by Finish if they are the last.
func (w Work) part(n int, last bool) error {
	if last {
		return w.Finish(n)
	}
	return w.Do(n)
}

// A Role is one end's part in a pattern. Its functions run on the goroutine that opened it, one at a time. Those that
// take n do n ops, or as many as belong to them.
type Role struct {
	// Op is the end's part of the pattern's ops. Without it the end has nothing to do in any pass.
	Op Work
	// Meet brings the ends together, outside the clock: when one has returned, all are in their loops and awake.
	Meet func(n int) error
	// Timed is what the first end does where the clock is read between ops; that of the other ends is Op.
	Timed Work

	// Verify exchanges n messages of other content each time and compares every byte; nil if there is nothing to
	// compare.
	Verify func(n int) error
	// Count is the end's part of Op in the pass without a clock, which counts; nil if it is Op's. Seen is what it then
	// saw, by unit; it may be nil.
	Count func(n int) error
	Seen  func() map[string]float64
	// Steps does n ops and returns what each step of them took, ns; nil if no steps are told of.
	Steps func(n int) (map[string][]int64, error)

	// Begin comes at the beginning of each order, when the ends after the first have said that they are ready. Settle
	// makes ready for a pass; whole says that every byte of each message is to be compared. Either may be nil.
	Begin  func() error
	Settle func(whole bool)
	// Tally adds to a report what was sent and received since the end opened; it may be nil.
	Tally func(*Report)
	// Close closes the end; it may be nil.
	Close func() error
}

// idle tells whether the end has nothing to do.
func (r *Role) idle() bool { return r.Op.Do == nil }
