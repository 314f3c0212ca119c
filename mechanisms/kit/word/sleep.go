package word

import (
	"fmt"
	"sync/atomic"
	"time"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// Idle is what a side does between two looks at a word that still is what it was: seen. polls counts them from 0. Where it sleeps it says
// so in sleeper, so that who changes the word wakes it. It returns [mechanisms.ErrPeerGone] when nobody is left to change it.
func Idle(wait mechanisms.Wait, peer *mechanisms.Peer, polls int, word *uint32, seen uint32, sleeper *uint32) error {
	switch wait {
	case mechanisms.Spin:
		sys.Pause()
	case mechanisms.Yield:
		sys.Yield()
	case mechanisms.Hybrid:
		for began := time.Now(); time.Since(began) < mechanisms.HybridSpin; {
			for range pollsPerClock {
				sys.Pause()
				if atomic.LoadUint32(word) != seen {
					return nil
				}
			}
		}
		return SleepOn(word, seen, sleeper, peer)
	case mechanisms.Block:
		return SleepOn(word, seen, sleeper, peer)
	}
	if polls%pollsPerLook == pollsPerLook-1 && peer.Gone() {
		return mechanisms.ErrPeerGone
	}
	return nil
}

// SleepOn says in sleeper that this side sleeps on word, and sleeps while that is what was seen. It returns when the word may have
// changed, or with [mechanisms.ErrPeerGone].
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
