package memory

import (
	"fmt"
	"sync/atomic"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// sleepOn says in sleeper that this side sleeps on word, and sleeps while that is what was seen. It returns when the word may have
// changed, or with [mechanisms.ErrPeerGone].
func sleepOn(word *uint32, seen uint32, sleeper *uint32, peer *mechanisms.Peer) error {
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
