package worker

import "time"

// A Task is what the coordinator asks of all ends.
type Task string

// The tasks.
const (
	VerifyTask Task = "verify" // exchange random content and compare every byte
	RunTask    Task = "run"    // the pattern's ops, with two clock readings
	TimeTask   Task = "time"   // the pattern's ops, with a clock reading per batch
	CountTask  Task = "count"  // the pattern's ops, with the system calls counted and every byte compared
	StepTask   Task = "step"   // the pattern's ops, with a clock reading after each step of a mechanism that tells of them
)

// An Order is a message from the coordinator to an end. The first says only the pattern and the keys.
type Order struct {
	Pattern string // whose part the end plays
	Keys    string // further keys of the benchmark's name, such as "burst=4"

	Task     Task
	Span     Span          // how long it goes on
	Batch    int           // ops between two clock readings of TimeTask
	Lead     time.Duration // of ops before them that nothing is measured of
	Estimate float64       // what an op took in the last pass, ns; 0 before the first

	Whole bool // compare every byte of each message, not only its marks

	Tracepoint uint64 // that CountTask counts; 0 counts nothing
	Marked     bool   // CountTask marks its loop for the tracer
}

// step is what the ops of a pass are a multiple of.
func (o Order) step() int { return max(o.Batch, 1) }
