package bench

// What is said at the top of latency.go holds here too.

// pour is A's loop of Throughput: n messages, as fast as the mechanism takes them.
func (s *side) pour(n int) error {
	link, out, counters := s.link, s.out, s.Counters
	sent, outMarks := s.sent, s.outMarks
	for range n {
		sent++
		outMarks.stamp(sent)
		if err := link.Send(out); err != nil {
			return err
		}
		counters.Sent = sent
	}
	s.sent = sent
	return nil
}

// drain is B's loop of Throughput: it receives n messages.
func (s *side) drain(n int) error {
	if s.server != nil {
		return s.drainServe(n)
	}
	link, in, content, counters := s.link, s.in, s.content, s.Counters
	received, inMarks := s.received, s.inMarks
	for i := range n {
		if err := link.Recv(in); err != nil {
			return err
		}
		received++
		if !inMarks.carry(received) || !sameContent(in, content) {
			var more func() error
			if i < n-2+s.coming { // whether this one was lost or overtaken, at least one more comes
				more = func() error { return link.Recv(in) }
			}
			return diagnose(s.End.Side, in, content, received, more)
		}
		counters.Received = received
	}
	s.received = received
	return nil
}

// drainServe is drain for a mechanism that serves calls; the answers are empty.
func (s *side) drainServe(n int) error {
	taken := 0
	return s.server.Serve(func(request []byte) ([]byte, bool, error) {
		if err := s.take(request); err != nil {
			return nil, true, err
		}
		taken++
		return nil, taken == n, nil
	})
}
