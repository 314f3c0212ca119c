package pattern

import "ipcbench/bench/worker"

// The loops of a mechanism whose round trip is one call, such as an RPC system. The rules in latency.go apply to them.

// pingCall is ping for such a mechanism.
func (s *side) pingCall(n int) error {
	for range n {
		s.sent++
		s.outMarks.Stamp(s.sent)
		if err := s.caller.Call(s.out, s.in); err != nil {
			return err
		}
		s.Counters.Sent = s.sent
		s.received++
		if !s.inMarks.Carry(s.received) || !worker.SameContent(s.in, s.content) {
			return worker.Diagnose(s.End.Side, s.in, s.content, s.received, nil)
		}
		s.Counters.Received = s.received
	}
	return nil
}

// pongServe is pong for such a mechanism. It makes the answer in the handler of the call.
func (s *side) pongServe(n int) error {
	answered := 0
	return s.server.Serve(func(request []byte) ([]byte, bool, error) {
		if err := s.take(request); err != nil {
			return nil, true, err
		}
		answered++
		return s.stamped(), answered == n, nil
	})
}

// take copies a request into the private buffer and checks it there.
func (s *side) take(request []byte) error {
	if len(request) != len(s.in) {
		return &worker.Fault{End: s.End.Side, What: "message cut short or too long"}
	}
	copy(s.in, request)
	s.received++
	if !s.inMarks.Carry(s.received) || !worker.SameContent(s.in, s.content) {
		return worker.Diagnose(s.End.Side, s.in, s.content, s.received, nil)
	}
	s.Counters.Received = s.received
	return nil
}
