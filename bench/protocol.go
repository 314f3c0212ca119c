package bench

import "time"

// A task is what the coordinator asks of both sides.
type task string

const (
	verifyTask task = "verify" // exchange random content and compare every byte
	runTask    task = "run"    // the pattern's loop, with two clock readings
	timeTask   task = "time"   // Latency's loop, with a clock reading per batch
	countTask  task = "count"  // the pattern's loop, with the system calls counted and every byte compared
	stepTask   task = "step"   // Setup's loop, with a clock reading after each step of a mechanism that tells of them
)

// An order is a message from the coordinator to a side. The first says only the pattern.
type order struct {
	Task     task
	Pattern  Pattern
	Span     span          // how long it goes on
	Batch    int           // ops between two clock readings of timeTask
	Lead     time.Duration // of ops before them that nothing is measured of
	Estimate float64       // what an op took in the last pass, ns; 0 before the first

	Whole bool // compare every byte of each message, not only its marks

	Tracepoint uint64 // that countTask counts; 0 counts nothing
	Marked     bool   // countTask marks its loop for the tracer
}

// step is what the ops of a pass are a multiple of.
func (o order) step() int { return max(o.Batch, 1) }

// A report is a message from a side to the coordinator.
type report struct {
	Kind     reportKind
	Error    string // of failed
	PeerGone bool   // of failed: because the other side ended, whose own report tells more

	// Of done:
	Ops            int    // of a pass
	Start          int64  // CLOCK_MONOTONIC before the first op, ns
	Used           usage  // of the process since Start; zero but for the Clock, after the last op, if another side answers for it
	Sent, Received uint64 // messages since the link opened
	SumSent        uint32 // CRC-32 of the last message sent
	SumReceived    uint32 // and of the last received
	Percentiles    *percentiles
	Syscalls       uint64             // of countTask
	Deepest        uint64             // of countTask, by the receiver of Throughput: the most messages seen on the way at once
	Steps          map[string][]int64 // of stepTask: what each step took each time, ns
}

type reportKind string

const (
	opened reportKind = "opened" // the link is open
	armed  reportKind = "armed"  // about to wait for the other side
	done   reportKind = "done"
	failed reportKind = "failed"
)
