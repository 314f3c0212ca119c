package floor

import (
	"sync/atomic"

	"ipcbench/internal/cpu"
	"ipcbench/internal/sys"
)

// SwitchA and SwitchB, on one CPU, hand it over by sched_yield(2), there and back: two system calls and two context
// switches, between address spaces if the two are processes. Neither ever sleeps. A number is set before each call.
// Whoever does not find the other's number, because the scheduler did not switch, calls again.
func SwitchA(w *Words, done uint64, n int, progress *uint64) uint64 {
	for range n {
		done++
		cpu.StoreRelease(&w.toB, done)
		for atomic.LoadUint64(&w.toA) != done {
			sys.Yield()
		}
		*progress = done
	}
	return done
}

// SwitchB is the other side of [SwitchA].
func SwitchB(w *Words, done uint64, n int, progress *uint64) uint64 {
	for range n {
		done++
		for atomic.LoadUint64(&w.toB) != done {
			sys.Yield()
		}
		cpu.StoreRelease(&w.toA, done)
		*progress = done
	}
	return done
}
