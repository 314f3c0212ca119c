package pattern

import (
	"sync/atomic"

	"ipcbench/internal/sys"
)

// switchFloor is two processes on one CPU that hand it over by sched_yield(2), there and back: two system calls and two
// context switches between address spaces. Neither ever sleeps. A number is set before each call, and whoever finds the
// other's missing, as the scheduler did not switch, calls again: what was called and how often it switched is counted.
func switchFloor(s *floorSide) (func(int) error, error) { return s.sides(s.switchA, s.switchB) }

func (s *floorSide) switchA(w *floorWords, n int) {
	counters, sent := s.Counters, s.sent
	for range n {
		sent++
		sys.StoreRelease(&w.toB, sent)
		for atomic.LoadUint64(&w.toA) != sent {
			sys.Yield()
		}
		counters.Sent = sent
	}
	s.sent, s.received = sent, sent
}

func (s *floorSide) switchB(w *floorWords, n int) {
	counters, sent := s.Counters, s.sent
	for range n {
		sent++
		for atomic.LoadUint64(&w.toB) != sent {
			sys.Yield()
		}
		sys.StoreRelease(&w.toA, sent)
		counters.Sent = sent
	}
	s.sent, s.received = sent, sent
}
