package pattern

import (
	"ipcbench/bench/worker"
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
)

// The loops of Throughput for a Link that is [mechanisms.Direct]. The rules in latency.go apply. The
// buffers whose addresses the calls have are the side's, so they stay where they are.

// pourDirect is pour with a system call in place of Send.
func (s *side) pourDirect(call mechanisms.Call, n int) error {
	counters, sent, outMarks := s.Counters, s.sent, s.outMarks
	for range n {
		sent++
		outMarks.Stamp(sent)
		r, errno := sys.Call(call.Number, call.A1, call.A2, call.A3, call.A4, call.A5, call.A6)
		if errno != 0 || r != call.Whole {
			if err := s.direct.SendRest(s.out, r, errno); err != nil {
				return err
			}
		}
		counters.Sent = sent
	}
	s.sent = sent
	return nil
}

// drainDirect is drain with a system call in place of Recv.
func (s *side) drainDirect(call mechanisms.Call, n int) error {
	in, content, counters := s.in, s.content, s.Counters
	received, inMarks := s.received, s.inMarks
	for i := range n {
		r, errno := sys.Call(call.Number, call.A1, call.A2, call.A3, call.A4, call.A5, call.A6)
		if errno != 0 || r != call.Whole {
			if err := s.direct.RecvRest(in, r, errno); err != nil {
				return err
			}
		}
		received++
		if !inMarks.Carry(received) || !worker.SameContent(in, content) {
			return s.damaged(received, i, n)
		}
		counters.Received = received
	}
	s.received = received
	return nil
}
