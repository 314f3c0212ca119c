package pattern

import (
	"sync/atomic"

	"ipcbench/internal/sys"
)

// lineFloor is one cache line that travels to another CPU and back: A raises the number in it, B, which has been looking
// at it all the while, raises it once more, and A, looking in turn, sees that. Whatever two processes that do not sleep
// tell each other, costs at least this.
func lineFloor(s *floorSide) (func(int) error, error) { return s.sides(s.lineA, s.lineB) }

func (s *floorSide) lineA(w *floorWords, n int) {
	word, counters, sent := &w.toB, s.Counters, s.sent
	for range n {
		sent++
		sys.StoreRelease(word, 2*sent-1)
		for atomic.LoadUint64(word) != 2*sent {
			sys.Pause()
		}
		counters.Sent = sent
	}
	s.sent, s.received = sent, sent
}

func (s *floorSide) lineB(w *floorWords, n int) {
	word, counters, sent := &w.toB, s.Counters, s.sent
	for range n {
		sent++
		for atomic.LoadUint64(word) != 2*sent-1 {
			sys.Pause()
		}
		sys.StoreRelease(word, 2*sent)
		counters.Sent = sent
	}
	s.sent, s.received = sent, sent
}
