package floor

import (
	"sync/atomic"
	"unsafe"

	"ipcbench/internal/sys"
)

// WakeA and WakeB sleep in futex(2), the least that the kernel has to sleep on. A sets a number, wakes B and falls
// asleep; B, woken, does the same. One op is there and back: two calls that wake, two that sleep, two wake-ups. On one
// CPU it has the two context switches too; on two, what it takes for a CPU that has gone idle to come back.
func WakeA(w *Words, done uint64, n int, progress *uint64) uint64 {
	for range n {
		done++
		wakeFor(&w.toB, done)
		sleepUntil(&w.toA, done)
		*progress = done
	}
	return done
}

// WakeB is the other side of [WakeA].
func WakeB(w *Words, done uint64, n int, progress *uint64) uint64 {
	for range n {
		done++
		sleepUntil(&w.toB, done)
		wakeFor(&w.toA, done)
		*progress = done
	}
	return done
}

// WakeThenB is one op of [WakeB] that calls awake between waking up and answering.
func WakeThenB(w *Words, done uint64, awake func()) {
	sleepUntil(&w.toB, done+1)
	awake()
	wakeFor(&w.toA, done+1)
}

// wakeFor sets the word and wakes whoever sleeps on it.
func wakeFor(word *uint64, v uint64) {
	atomic.StoreUint64(word, v)
	sys.FutexWake((*uint32)(unsafe.Pointer(word)))
}

// sleepUntil sleeps until the word is v. It looks first: it does not sleep for a number that is there already.
func sleepUntil(word *uint64, v uint64) {
	for {
		seen := atomic.LoadUint64(word)
		if seen == v {
			return
		}
		sys.FutexWait((*uint32)(unsafe.Pointer(word)), uint32(seen))
	}
}
