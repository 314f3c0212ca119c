package pattern

import (
	"sync/atomic"
	"unsafe"

	"ipcbench/internal/sys"
)

// wakeFloor is two processes that sleep in futex(2), the least that the kernel has to sleep on: A sets a number, wakes B
// and falls asleep; B, woken, does the same. One op is there and back: two calls that wake, two that sleep, two wake-ups.
// On one CPU it has the two context switches too; on two, what it takes for a CPU that has gone idle to come back.
func wakeFloor(s *floorSide) (func(int) error, error) { return s.sides(s.wakeA, s.wakeB) }

func (s *floorSide) wakeA(w *floorWords, n int) {
	counters, sent := s.Counters, s.sent
	for range n {
		sent++
		wakeFor(&w.toB, sent)
		sleepUntil(&w.toA, sent)
		counters.Sent = sent
	}
	s.sent, s.received = sent, sent
}

func (s *floorSide) wakeB(w *floorWords, n int) {
	counters, sent := s.Counters, s.sent
	for range n {
		sent++
		sleepUntil(&w.toB, sent)
		wakeFor(&w.toA, sent)
		counters.Sent = sent
	}
	s.sent, s.received = sent, sent
}

// wakeFor sets the word and wakes whoever sleeps on it.
func wakeFor(word *uint64, v uint64) {
	atomic.StoreUint64(word, v)
	sys.FutexWake((*uint32)(unsafe.Pointer(word)))
}

// sleepUntil sleeps until the word is v. It looks first: a number that is there already is not slept for.
func sleepUntil(word *uint64, v uint64) {
	for {
		seen := atomic.LoadUint64(word)
		if seen == v {
			return
		}
		sys.FutexWait((*uint32)(unsafe.Pointer(word)), uint32(seen))
	}
}
