package word

import (
	"fmt"
	"sync/atomic"
	"time"

	"ipcbench/internal/cpu"
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// Idle is what a side does between two looks at a word that still is what it was: seen. polls counts them from 0. Where
// it sleeps it says so in sleeper, so that the side that changes the word wakes it (as [Word.SetAndWake] does). It
// returns nil when it is time to look again, and [mechanisms.ErrPeerGone] when nobody is left to change the word; the
// caller then looks once more, since what the other side wrote before it ended still counts.
func Idle(wait mechanisms.Wait, peer *mechanisms.Peer, polls int, word *uint32, seen uint32, sleeper *uint32) error {
	switch wait {
	case mechanisms.Spin:
		cpu.Pause()
		if polls%pollsPerLook == pollsPerLook-1 && peer.Gone() {
			return mechanisms.ErrPeerGone
		}
		return nil
	case mechanisms.Yield:
		sys.Yield()
		if peer.Gone() {
			return mechanisms.ErrPeerGone
		}
		return nil
	case mechanisms.Hybrid:
		if changesSoon(word, seen) {
			return nil
		}
	}
	return SleepOn(word, seen, sleeper, peer)
}

// pollsPerClock is how many polls pass between two readings of the clock while a hybrid wait spins.
const pollsPerClock = 1 << 6

// changesSoon is the first half of a hybrid wait: it spins until the word is no more what was seen, and tells whether
// that came to pass within [mechanisms.HybridSpin].
func changesSoon(word *uint32, seen uint32) bool {
	for began := time.Now(); time.Since(began) < mechanisms.HybridSpin; {
		for range pollsPerClock {
			cpu.Pause()
			if atomic.LoadUint32(word) != seen {
				return true
			}
		}
	}
	return false
}

// SleepOn says in sleeper that this side sleeps on word, and sleeps while that is what was seen. It returns nil when
// the word may have changed, or else [mechanisms.ErrPeerGone]. Source: futex(2).
func SleepOn(word *uint32, seen uint32, sleeper *uint32, peer *mechanisms.Peer) error {
	atomic.StoreUint32(sleeper, 1)
	var errno unix.Errno
	if atomic.LoadUint32(word) == seen {
		errno = sys.FutexWait(word, seen)
	}
	atomic.StoreUint32(sleeper, 0)
	switch errno {
	case 0, unix.EAGAIN:
		return nil
	case unix.EINTR:
		if peer.Gone() {
			return mechanisms.ErrPeerGone
		}
		return nil
	}
	return fmt.Errorf("futex: %w", errno)
}

// BackOff leaves a word alone for so many CPU pauses, for a side that has caught up with a stream: each look would take
// the word's line from the side that is writing it. It tells whether it did: a side that blocks sleeps at once instead.
func BackOff(wait mechanisms.Wait, pauses int) bool {
	if wait == mechanisms.Block {
		return false
	}
	for range pauses {
		cpu.Pause()
	}
	return true
}
