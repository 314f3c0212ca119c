package pattern

import (
	"ipcbench/bench/plan"
	"ipcbench/bench/worker"
)

// latency measures round trips: A sends size bytes, B receives them and sends size bytes back, A receives these.
var latency = &Pattern{
	Shape: plan.Shape{
		Name: Latency,
		In: map[string][]plan.Part{
			"quick":   {{Sizes: []int{64}}},
			"default": {{Sizes: roundTripSizes, Variants: variantSizes, Once: roundTripSizes[1:], Picks: byKind}},
			"full":    {{Sizes: allSizes}},
			"gate":    {{Sizes: []int{64}, Picks: gatedRoundTrip}},
			"curves":  {{Sizes: plan.CurveSizes, Once: plan.CurveSizes}},
		},
		Keys: []plan.Key{spinKey},
	},
	Open: openLatency,
	Ends: 2, Flows: between,
	Window: byFirst,

	Timed: true, Alternates: true,
}

func openLatency(w *worker.Worker, first worker.Order) (*worker.Role, error) {
	s, err := openSide(w, first)
	if err != nil {
		return nil, err
	}
	role := s.role()
	role.Op = s.flushed(s.roundTrips())
	role.Timed = s.roundTrips()
	return role, nil
}

// The loops of this file are measured. Nothing may be added to them that allocates, takes a lock, reads a clock, makes
// a system call or calls through an interface, except the mechanism itself. The mark of a message is written and
// checked in registers, and the progress counter is a plain store to a cache line of its own. Every byte is compared
// only in the pass that counts system calls, which has no clock, or if -ipc.check=bytes asks for it.

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
		outMarks.Stamp(sent)
		if err := link.Send(out); err != nil {
			return err
		}
		counters.Sent = sent
		if err := link.Recv(in); err != nil {
			return err
		}
		received++
		if !inMarks.Carry(received) || !worker.SameContent(in, content) {
			return worker.Diagnose(s.End.Side, in, content, received, nil)
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
		if !inMarks.Carry(received) || !worker.SameContent(in, content) {
			return worker.Diagnose(s.End.Side, in, content, received, nil)
		}
		counters.Received = received
		sent++
		outMarks.Stamp(sent)
		if err := link.Send(out); err != nil {
			return err
		}
		counters.Sent = sent
	}
	s.sent, s.received = sent, received
	return nil
}
