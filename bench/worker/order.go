package worker

import "time"

// A Task is what the coordinator orders all ends to do.
type Task string

// The tasks.
const (
	VerifyTask Task = "verify" // exchange random content and compare every byte
	RunTask    Task = "run"    // do ops and measure them: without clock readings in between, with them, or by turns
	CountTask  Task = "count"  // do ops without a clock, count system calls, and compare every byte
	StepTask   Task = "step"   // do ops, with a clock reading after each step of a mechanism that reports its steps
	AloneTask  Task = "alone"  // for a guest: do alone what it does in the pass of an open loop
	ClockTask  Task = "clock"  // do round trips, and tell what the clocks show at each
	AnswerTask Task = "answer" // in an open loop: a round trip for each message, from when it is due
	JudgeTask  Task = "judge"  // for the receiver of an open loop on another host: report the pass again
	ProbeTask  Task = "probe"  // do no op: see what known work takes on the CPUs of the ends
)

// An Order is a message from the coordinator to an end. The first order to an end has only Pattern and Keys, the
// later ones all but these.
type Order struct {
	Pattern string // the pattern's name
	Keys    string // the pattern's own keys in the benchmark's name, such as "burst=4"

	Task     Task
	Span     Span          // how long the pass lasts; for RunTask, the ops without clock readings in between
	Timed    Span          // for RunTask: how long the ops last that have clock readings in between
	Batch    int           // for RunTask: how many of those ops share a reading
	Turns    int           // for RunTask: how often both are done in turn, each time for these spans; 0 is 1
	Lead     time.Duration // how long to do ops before the pass without measuring them
	Estimate float64       // what an op took in the last pass, in ns; 0 before the first

	// For RunTask in an open loop, whose messages are due at times of their own: Rate is how many are due a second, 0
	// in a closed loop; Span how many there are; Seed decides their times if these are random. Shared says that the
	// sender and the receiver run on one CPU. CountTask has these too.
	Rate   float64
	Seed   uint64
	Shared bool
	// Began is for JudgeTask: when the pass began, by the clock of the end's own host, in ns.
	Began int64

	Probe Probe // for ProbeTask

	Log bool // for RunTask: report the readings of timed ops, and of an open loop, as a [Log] too

	Whole bool // compare every byte of each message, not only its marks

	Tracepoint uint64 // for CountTask: the kernel's id of the tracepoint to count; 0 counts nothing
	Marked     bool   // for CountTask: mark where the loop begins and ends, for a tracer that counts
}
