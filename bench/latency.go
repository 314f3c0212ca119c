package bench

import (
	"time"

	"ipcbench/internal/sys"
)

// The loops of this file are what is measured. Nothing may be added to them that allocates, takes a lock, reads a clock,
// makes a system call or calls through an interface, beyond the mechanism itself: a message's mark is written and
// checked in registers, and how far the side has got is a plain store to a line of its own. Every byte is compared only in
// the pass that counts system calls, which has no clock, and where -ipc.check=bytes asks for it.

// ping is A's loop of Latency: n round trips.
func (s *side) ping(n int) error {
	if s.caller != nil {
		return s.pingCall(n)
	}
	link, out, in, content, counters := s.link, s.out, s.in, s.content, s.Counters
	outMarks, inMarks := s.outMarks, s.inMarks
	sent, received := s.sent, s.received
	for range n {
		sent++
		outMarks.stamp(sent)
		if err := link.Send(out); err != nil {
			return err
		}
		counters.Sent = sent
		if err := link.Recv(in); err != nil {
			return err
		}
		received++
		if !inMarks.carry(received) || !sameContent(in, content) {
			return diagnose(s.End.Side, in, content, received, nil)
		}
		counters.Received = received
	}
	s.sent, s.received = sent, received
	return nil
}

// pong is B's loop of Latency: it answers n messages.
func (s *side) pong(n int) error {
	if s.server != nil {
		return s.pongServe(n)
	}
	link, out, in, content, counters := s.link, s.out, s.in, s.content, s.Counters
	outMarks, inMarks := s.outMarks, s.inMarks
	sent, received := s.sent, s.received
	for range n {
		if err := link.Recv(in); err != nil {
			return err
		}
		received++
		if !inMarks.carry(received) || !sameContent(in, content) {
			return diagnose(s.End.Side, in, content, received, nil)
		}
		counters.Received = received
		sent++
		outMarks.stamp(sent)
		if err := link.Send(out); err != nil {
			return err
		}
		counters.Sent = sent
	}
	s.sent, s.received = sent, received
	return nil
}

// timedRoundTrips are A's ops of a pass with a clock reading after every batch of round trips. The readings go into
// memory made and touched before, and into the histogram after the loop, so that recording one does not delay the next.
// What a reading cost just before is clock.
func (s *side) timedRoundTrips(o order, clock float64) (*percentiles, int, error) {
	roundTrips := only(s.ping)
	switch {
	case s.timed != nil:
		roundTrips = only(s.timed)
	case s.viewer != nil:
		roundTrips = keepLast(s.pingView, s.ping)
	}
	readings := make([]int64, o.Span.Most/o.Batch)
	for i := range readings {
		readings[i] = 1
	}
	t := timer{batch: o.Batch, readings: readings}
	if s.Traits.Raw {
		sys.NoPreempt()
	}
	ops, err := s.paced(o.Span, o.Batch, o.Estimate, work{
		func(n int) error { return t.time(roundTrips.do, roundTrips.do, n) },
		func(n int) error { return t.time(roundTrips.do, roundTrips.finish, n) },
	})
	if s.Traits.Raw {
		sys.Preempt()
	}
	if err != nil {
		return nil, ops, err
	}
	// The lesser of two, so that no more is taken off than a reading cost at either end of the pass.
	return summarise(readings[:t.taken], o.Batch, min(clock, clockCost())), ops, nil
}

// A timer takes readings of how long batches of ops take.
type timer struct {
	batch    int
	readings []int64 // ns, as far as they are taken
	taken    int
}

// time takes those of n ops, a multiple of batch, the last batch by finish.
func (t *timer) time(do, finish func(n int) error, n int) error {
	readings := t.readings[t.taken : t.taken+n/t.batch]
	base := time.Now()
	before := time.Since(base)
	for i := range readings {
		if i == len(readings)-1 {
			do = finish
		}
		if err := do(t.batch); err != nil {
			return err
		}
		now := time.Since(base)
		readings[i] = int64(now - before)
		before = now
	}
	t.taken += len(readings)
	return nil
}

// pingCall is ping for a mechanism whose round trip is one call.
func (s *side) pingCall(n int) error {
	for range n {
		s.sent++
		s.outMarks.stamp(s.sent)
		if err := s.caller.Call(s.out, s.in); err != nil {
			return err
		}
		s.Counters.Sent = s.sent
		s.received++
		if !s.inMarks.carry(s.received) || !sameContent(s.in, s.content) {
			return diagnose(s.End.Side, s.in, s.content, s.received, nil)
		}
		s.Counters.Received = s.received
	}
	return nil
}

// pongServe is pong for such a mechanism: the answer is made in its own handler.
func (s *side) pongServe(n int) error {
	answered := 0
	return s.server.Serve(func(request []byte) ([]byte, bool, error) {
		if err := s.take(request); err != nil {
			return nil, true, err
		}
		s.sent++
		s.outMarks.stamp(s.sent)
		s.Counters.Sent = s.sent
		answered++
		return s.out, answered == n, nil
	})
}

// take copies a request into the private buffer and checks it.
func (s *side) take(request []byte) error {
	if len(request) != len(s.in) {
		return &fault{s.End.Side, "message cut short or too long"}
	}
	copy(s.in, request)
	s.received++
	if !s.inMarks.carry(s.received) || !sameContent(s.in, s.content) {
		return diagnose(s.End.Side, s.in, s.content, s.received, nil)
	}
	s.Counters.Received = s.received
	return nil
}
