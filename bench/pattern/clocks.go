package pattern

import (
	"ipcbench/bench/worker"
	"ipcbench/internal/sys"
)

// clocks does n round trips, and returns what this side's clock shows at each, in ns of [sys.Nanotime]: at A before and
// after it, at B when the message has come. From these the coordinator finds how far the clocks of two hosts are apart.
func (s *side) clocks(n int) (times []int64, err error) {
	switch {
	case s.isA():
		ping := s.flushed(s.roundTrips())
		for range n {
			times = append(times, sys.Nanotime())
			if err := ping.Finish(1); err != nil {
				return nil, err
			}
			times = append(times, sys.Nanotime())
		}
		return times, nil
	case s.server != nil:
		err := s.server.Serve(func(request []byte) ([]byte, bool, error) {
			times = append(times, sys.Nanotime())
			if err := s.take(request); err != nil {
				return nil, true, err
			}
			return s.stamped(), len(times) == n, nil
		})
		return times, err
	}
	answer := s.flushed(worker.Only(func(int) error { return s.link.Send(s.stamped()) }))
	for range n {
		if err := s.link.Recv(s.in); err != nil {
			return nil, err
		}
		times = append(times, sys.Nanotime())
		if err := s.checkReceived(); err != nil {
			return nil, err
		}
		if err := answer.Finish(1); err != nil {
			return nil, err
		}
	}
	return times, nil
}

// stamped is the next message to send.
func (s *side) stamped() []byte {
	s.sent++
	s.outMarks.Stamp(s.sent)
	s.Counters.Sent = s.sent
	return s.out
}
