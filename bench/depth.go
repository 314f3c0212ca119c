package bench

import (
	"sync/atomic"

	"ipcbench/mechanisms"
)

// watched is this side's loop of the pass that has no clock. The receiver of Throughput looks before each message how many the sender has
// handed over that it has not taken; deepest becomes the most it saw, at least the one that it then takes. Of a mechanism that serves calls it
// is one, as a message is a call whose answer the sender waits for.
func (s *side) watched(p Pattern, loop func(n int) error, deepest *uint64) func(n int) error {
	if p != Throughput || s.End.Side != mechanisms.B {
		return loop
	}
	*deepest = 1
	switch {
	case s.server != nil:
		return loop
	case s.viewer != nil:
		return keepLast(s.watch(s.drainView, deepest), s.watch(s.drain, deepest)).finish
	}
	return s.watch(s.drain, deepest)
}

func (s *side) watch(loop func(n int) error, deepest *uint64) func(n int) error {
	return func(n int) error {
		defer func() { s.coming = 0 }()
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
