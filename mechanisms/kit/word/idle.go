package word

import (
	"fmt"
	"sync/atomic"

	"ipcbench/internal/cpu"
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// Idle is what a side does between two looks at a word that still is what it was: seen. polls counts them from 0. Where
// it sleeps it says so in sleeper, so that the side that changes the word wakes it (as [Word.SetAndWake] does). It
// returns nil when it is time to look again, and [mechanisms.ErrPeerGone] when nobody is left to change the word; the
// caller then looks once more, since what the other side wrote before it ended still counts.
func (w *Waiter) Idle(polls int, word *uint32, seen uint32, sleeper *uint32) error {
	switch w.wait {
	case mechanisms.Spin:
		cpu.Pause()
		if polls%pollsPerLook == pollsPerLook-1 && w.peer.Gone() {
			return mechanisms.ErrPeerGone
		}
		return nil
	case mechanisms.Yield:
		sys.Yield()
		if w.peer.Gone() {
			return mechanisms.ErrPeerGone
		}
		return nil
	case mechanisms.Hybrid:
		return w.hybrid(word, seen, sleeper)
	}
	return SleepOn(word, seen, sleeper, w.peer)
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
// the word's line from the side that is writing it. It tells whether it did: a side that would sleep at once does not.
func (w *Waiter) BackOff(pauses int) bool {
	if w.wait == mechanisms.Block || w.wait == mechanisms.Hybrid && w.budget.Now() == 0 {
		return false
	}
	for range pauses {
		cpu.Pause()
	}
	return true
}
