package pattern

import "ipcbench/bench/worker"

// verify exchanges n messages each way and compares every byte. Each message has other random content: message number
// k of a side has that of worker.Fill(side, k), at both ends. The exchange also touches the memory of the mechanism
// and warms up the connection.
func (s *side) verify(n int) error {
	s.settled = false
	if s.isA() {
		for range n {
			if err := s.verifyPing(); err != nil {
				return err
			}
		}
		return nil
	}
	if s.server != nil {
		return s.verifyServe(n)
	}
	for range n {
		if err := s.link.Recv(s.in); err != nil {
			return err
		}
		if err := s.compare(); err != nil {
			return err
		}
		s.compose()
		if err := s.link.Send(s.out); err != nil {
			return err
		}
		if s.flusher != nil {
			if err := s.flusher.Flush(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *side) verifyPing() error {
	s.compose()
	if s.caller != nil {
		if err := s.caller.Call(s.out, s.in); err != nil {
			return err
		}
		return s.compare()
	}
	if err := s.link.Send(s.out); err != nil {
		return err
	}
	if err := s.link.Recv(s.in); err != nil {
		return err
	}
	return s.compare()
}

func (s *side) verifyServe(n int) error {
	answered := 0
	return s.server.Serve(func(request []byte) ([]byte, bool, error) {
		if len(request) != len(s.in) {
			return nil, true, &worker.Fault{End: s.End.Side, What: "message cut short or too long"}
		}
		copy(s.in, request)
		if err := s.compare(); err != nil {
			return nil, true, err
		}
		s.compose()
		answered++
		return s.out, answered == n, nil
	})
}

// compose makes the next message to send.
func (s *side) compose() {
	s.sent++
	worker.Fill(s.out, uint64(s.End.Side), s.sent)
	s.Counters.Sent = s.sent
}

// compare checks the message that has just been received.
func (s *side) compare() error {
	s.received++
	s.Counters.Received = s.received
	worker.Fill(s.want, uint64(s.End.Side.Other()), s.received)
	if !s.inMarks.Carry(s.received) {
		return worker.Diagnose(s.End.Side, s.in, nil, s.received, nil)
	}
	return worker.Differs(s.End.Side, s.in, s.want, 0, s.received)
}
