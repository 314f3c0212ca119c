package floor

import (
	"sync/atomic"

	"ipcbench/internal/cpu"
)

// LineA and LineB let one cache line travel to another CPU and back. A raises the number in it. B, which has been
// polling it, raises it once more, and A, which polls in turn, sees that. Whatever two processes that do not sleep tell
// each other, costs at least this. On one CPU they would wait for each other for whole time slices of the scheduler.
// Source: the idea is that of core-to-core-latency (N. Viennot).
func LineA(w *Words, done uint64, n int, progress *uint64) uint64 {
	word := &w.toB
	for range n {
		done++
		cpu.StoreRelease(word, 2*done-1)
		for atomic.LoadUint64(word) != 2*done {
			cpu.Pause()
		}
		*progress = done
	}
	return done
}

// LineB is the other side of [LineA].
func LineB(w *Words, done uint64, n int, progress *uint64) uint64 {
	word := &w.toB
	for range n {
		done++
		for atomic.LoadUint64(word) != 2*done-1 {
			cpu.Pause()
		}
		cpu.StoreRelease(word, 2*done)
		*progress = done
	}
	return done
}
