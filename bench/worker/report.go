package worker

import "errors"

// A Report is a message from an end to the coordinator.
type Report struct {
	Kind     Kind
	Probes   bool   // for Opened: the end can take part in probes of several ends
	Error    string // for Failed: what went wrong
	PeerGone bool   // for Failed: another end has ended, so the coordinator should look for the cause there
	Refused  bool   // for Failed: the error is [ErrRefused]

	// The rest is for Done. Ops is how many ops the pass had without clock readings in between; AllOps has those with.
	Ops, AllOps    int
	Start          int64  // CLOCK_MONOTONIC before the first op, ns
	Used           Usage  // by the process in Ops, and in AllOps of the heap; see meter
	Sent, Received uint64 // messages since the end opened
	SumSent        uint32 // CRC-32 of the last message sent
	SumReceived    uint32 // CRC-32 of the last message received

	// Distant says that the ends are on two hosts, whose clocks differ. Then Confirmed is when the first end knew that
	// the others had done their part of the pass, and Meeting how long it takes the ends to meet; both by its clock, in
	// ns.
	Distant            bool
	Confirmed, Meeting int64

	Times []int64 // for ClockTask: see [Role].Clocks

	State       State              // for ProbeTask, from the first end
	Percentiles *Percentiles       // for RunTask with Timed, from the first end; in an open loop from the receiver
	Figures     map[string]float64 // for RunTask: this end's own figures, by unit; most patterns have none
	Rate        float64            // from a guest: how much it did in a ns, alone or in the pass
	Syscalls    uint64             // for CountTask
	Uncountable bool               // for CountTask: this end's host does not let it count system calls
	Seen        map[string]float64 // for CountTask: what the end's role saw, by unit
	Steps       map[string][]int64 // for StepTask: by the name of the step, each duration in ns
}

// ErrRefused is wrapped by the error of an [Opener] for an end that was not let in, where that is what is measured.
var ErrRefused = errors.New("refused")

// Kind says what a Report is.
type Kind string

// The kinds of report.
const (
	Opened Kind = "opened" // the end is open
	Armed  Kind = "armed"  // the end is ready, and waits for the first end
	Done   Kind = "done"   // the order has been carried out
	Failed Kind = "failed" // the end cannot go on
)
