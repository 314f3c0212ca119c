package bench

import "cmp"

// What is said at the top of latency.go holds here too.

const (
	// duplexHolds is what a byte stream holds in bytes, if it does not say less. Each side sends at most half of it before it receives as
	// much, as one side may be so much ahead of the other. A byte stream carries parts as well as wholes.
	duplexHolds = 32 << 10
	// duplexBurst is how many messages of a byte stream that is, at most.
	duplexBurst = 64
)

// exchange is both sides' loop of Duplex: each sends n messages and receives n. A side that has sent receives before it sends again, so that
// both send at once and neither waits for room that the other would have to make: of a byte stream it sends as many messages as
// are surely held, or a message in parts of so many bytes; of another mechanism one message, which every channel holds.
func (s *side) exchange(n int) error {
	part := cmp.Or(s.Traits.Holds, duplexHolds) / 2
	if s.Traits.Stream && len(s.out) > part {
		return s.exchangeParts(n, part)
	}
	burst := 1
	if s.Traits.Stream && !s.Traits.Short {
		burst = min(part/len(s.out), duplexBurst)
	}
	for n > 0 {
		now := min(n, burst)
		if err := s.pour(now); err != nil {
			return err
		}
		if err := s.takeEach(now); err != nil {
			return err
		}
		n -= now
	}
	return nil
}

// takeEach receives n messages.
func (s *side) takeEach(n int) error {
	for range n {
		if err := s.link.Recv(s.in); err != nil {
			return err
		}
		if err := s.checkReceived(); err != nil {
			return err
		}
	}
	return nil
}

// exchangeParts is exchange for messages that are longer than a part.
func (s *side) exchangeParts(n, part int) error {
	for range n {
		s.sent++
		s.outMarks.stamp(s.sent)
		for from := 0; from < len(s.out); from += part {
			to := min(from+part, len(s.out))
			if err := s.link.Send(s.out[from:to]); err != nil {
				return err
			}
			if err := s.link.Recv(s.in[from:to]); err != nil {
				return err
			}
		}
		s.Counters.Sent = s.sent
		if err := s.checkReceived(); err != nil {
			return err
		}
	}
	return nil
}

// checkReceived counts and checks the message just received.
func (s *side) checkReceived() error {
	s.received++
	if !s.inMarks.carry(s.received) || !sameContent(s.in, s.content) {
		return diagnose(s.End.Side, s.in, s.content, s.received, nil)
	}
	s.Counters.Received = s.received
	return nil
}
