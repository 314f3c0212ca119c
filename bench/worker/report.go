package worker

// A Report is a message from an end to the coordinator.
type Report struct {
	Kind     Kind
	Error    string // of Failed
	PeerGone bool   // of Failed: because another end ended, whose own report tells more

	// Of Done:
	Ops            int    // of a pass
	Start          int64  // CLOCK_MONOTONIC before the first op, ns
	Used           Usage  // of the process since Start; zero but for the Clock, after the last op, if another end answers for it
	Sent, Received uint64 // messages since the end opened
	SumSent        uint32 // CRC-32 of the last message sent
	SumReceived    uint32 // and of the last received
	Percentiles    *Percentiles
	Syscalls       uint64             // of CountTask
	Seen           map[string]float64 // of CountTask: what the end's role saw, by unit
	Steps          map[string][]int64 // of StepTask: what each step took each time, ns
}

// Kind says what a Report is.
type Kind string

// The kinds of report.
const (
	Opened Kind = "opened" // the end is open
	Armed  Kind = "armed"  // about to wait for another end
	Done   Kind = "done"
	Failed Kind = "failed"
)
