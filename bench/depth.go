package bench

import "sync/atomic"

// watchDepth is a receiver's loop in the pass that has no clock: before each message it looks how many the sender has handed over that
// it has not taken. deepest is the most it saw, at least the one that it then takes. Of a mechanism that serves calls it is one, as a message
// is a call whose answer the sender waits for.
func (s *side) watchDepth(loop func(n int) error, deepest *uint64) func(n int) error {
	if s.server != nil {
		*deepest = 1
		return loop
	}
	return func(n int) error {
		defer func() { s.coming = 0 }()
		*deepest = 1
		for i := range n {
			if sent := atomic.LoadUint64(&s.Theirs.Sent); sent > s.received {
				*deepest = max(*deepest, sent-s.received)
			}
			s.coming = n - 1 - i
			if err := loop(1); err != nil {
				return err
			}
		}
		return nil
	}
}
