package pattern

import (
	"unsafe"

	"ipcbench/bench/worker"
)

// The loops of a mechanism that lets the receiver read messages in place, without a copy. The rules in latency.go apply
// to them. The receiver reads one word of each cache line: whoever uses the message reads at least that.

// pingView is ping for such a mechanism.
func (s *side) pingView(n int) error {
	for range n {
		s.sent++
		s.outMarks.Stamp(s.sent)
		if err := s.link.Send(s.out); err != nil {
			return err
		}
		s.Counters.Sent = s.sent
		if err := s.takeView(); err != nil {
			return err
		}
	}
	return nil
}

// pongView is pong for such a mechanism.
func (s *side) pongView(n int) error {
	for range n {
		if err := s.takeView(); err != nil {
			return err
		}
		s.sent++
		s.outMarks.Stamp(s.sent)
		if err := s.link.Send(s.out); err != nil {
			return err
		}
		s.Counters.Sent = s.sent
	}
	return nil
}

// drainView is drain for such a mechanism.
func (s *side) drainView(n int) error {
	for range n {
		if err := s.takeView(); err != nil {
			return err
		}
	}
	return nil
}

// takeView views, checks and releases the next message.
func (s *side) takeView() error {
	p, err := s.viewer.View(len(s.in))
	if err != nil {
		return err
	}
	s.received++
	s.lines ^= readLines(p)
	if !carriesMark(p, s.received) || !worker.SameContent(p, s.content) {
		return worker.Diagnose(s.End.Side, p, s.content, s.received, nil)
	}
	s.Counters.Received = s.received
	return s.viewer.Release()
}

// keepLast is a work that views messages, except for the last one, which it copies. The side's own buffer then holds
// the last message, whose checksum is compared.
func keepLast(view, copying func(n int) error) worker.Work {
	return worker.Work{Do: view, Finish: func(n int) error {
		if n > 1 {
			if err := view(n - 1); err != nil {
				return err
			}
		}
		return copying(1)
	}}
}

// carriesMark is [worker.Marks.Carry] for a message that is not in a buffer of this side.
func carriesMark(p []byte, seq uint64) bool {
	if len(p) < worker.MarkSize {
		whole := worker.NewMessage(len(p))
		copy(whole, p)
		p = whole
	}
	m := worker.MarksOf(p)
	return m.Carry(seq)
}

// readLines reads one word of each cache line of p.
func readLines(p []byte) (sum uint64) {
	const cacheLine, word = 64, 8
	at := unsafe.Pointer(unsafe.SliceData(p))
	for i := 0; i+word <= len(p); i += cacheLine {
		sum ^= *(*uint64)(unsafe.Add(at, i))
	}
	return sum
}
