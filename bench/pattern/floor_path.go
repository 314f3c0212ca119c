package pattern

import (
	"fmt"

	"ipcbench/bench/worker"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
)

// openPath opens both ends of a mechanism in one process. Each end is opened on a thread of its own, since they may
// wait for each other. B then hands its end to A, whose thread runs the loop: it sends a message to the other end and
// one back, and receives each as soon as it has been sent, so that nothing ever waits. What is measured is the
// mechanism's own work in the kernel or in memory: its system calls, copies and code.
func (s *floorSide) openPath() (func(n int) error, error) {
	link, err := s.Mechanism.Open(s.End)
	if err != nil {
		return nil, fmt.Errorf("side %v: open: %w", s.End.Side, err)
	}
	handed := mechanisms.Local(s.End, "other end of "+schema.FloorPath,
		func() chan mechanisms.Link { return make(chan mechanisms.Link, 1) })
	if s.End.Side == mechanisms.B {
		handed <- link
		return nil, nil
	}
	other := <-handed
	// After both ends are open: Settle gives this thread a descriptor table of its own, which must have both.
	if err := s.Settle(); err != nil {
		return nil, err
	}
	p := &bothEnds{a: link, b: other, out: worker.NewMessage(s.End.Size), in: worker.NewMessage(s.End.Size), side: s}
	worker.Fill(p.out, 0, 0)
	p.outMarks, p.inMarks = worker.MarksOf(p.out), worker.MarksOf(p.in)
	return p.roundTrips, nil
}

// bothEnds are both ends of a mechanism in one thread.
type bothEnds struct {
	a, b              mechanisms.Link
	out, in           []byte
	outMarks, inMarks worker.Marks
	sequence          uint64
	side              *floorSide
}

// roundTrips is the loop. The rules in latency.go apply to it.
func (p *bothEnds) roundTrips(n int) error {
	for range n {
		if err := p.carry(p.a, p.b, mechanisms.B); err != nil {
			return err
		}
		if err := p.carry(p.b, p.a, mechanisms.A); err != nil {
			return err
		}
		p.side.Counters.Sent = p.sequence
	}
	return nil
}

// carry sends one message through the mechanism and checks it where it arrives.
func (p *bothEnds) carry(from, to mechanisms.Link, at mechanisms.Side) error {
	p.sequence++
	p.outMarks.Stamp(p.sequence)
	if err := from.Send(p.out); err != nil {
		return err
	}
	if f, ok := from.(mechanisms.Flusher); ok {
		if err := f.Flush(); err != nil {
			return err
		}
	}
	if err := to.Recv(p.in); err != nil {
		return err
	}
	if !p.inMarks.Carry(p.sequence) {
		return worker.Diagnose(at, p.in, nil, p.sequence, nil)
	}
	return nil
}
