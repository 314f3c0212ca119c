package ready

import (
	"time"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// A Patience paces the calls of a mechanism that has no descriptor: each call can be made so that it sleeps in the kernel, or so that
// it fails at once (IPC_NOWAIT and its like). Use it by value, in the Link.
type Patience struct {
	wait  mechanisms.Wait
	peer  *mechanisms.Peer
	began time.Time
	spent bool // a hybrid wait has spun long enough
}

// NewPatience is for e's wait strategy.
func NewPatience(e *mechanisms.End) Patience { return Patience{wait: e.Wait, peer: e.Peer} }

// Sleep tells whether the next call is to sleep.
func (p *Patience) Sleep() bool { return p.wait == mechanisms.Block || p.spent }

// Flag is 0 if the next call is to sleep, and else noWait.
func (p *Patience) Flag(noWait int) int {
	if p.Sleep() {
		return 0
	}
	return noWait
}

// Retry is called after a call failed with errno because there was nothing to do yet (EAGAIN, ENOMSG), or after EINTR: for the
// failures-th time in this message, counting from 0. It returns nil when the call is to be made again.
func (p *Patience) Retry(errno unix.Errno, failures int) error {
	switch errno {
	case unix.EAGAIN, unix.ENOMSG:
	case unix.EINTR:
		if p.peer.Gone() {
			return mechanisms.ErrPeerGone
		}
		return nil
	default:
		return errno
	}
	if failures%pollsPerLook == pollsPerLook-1 && p.peer.Gone() {
		return mechanisms.ErrPeerGone
	}
	switch p.wait {
	case mechanisms.Yield:
		sys.Yield()
	case mechanisms.Hybrid:
		if failures == 0 {
			p.began = time.Now()
		} else if time.Since(p.began) > mechanisms.HybridSpin {
			p.spent = true
		}
	}
	return nil
}

// Done is called after a call that succeeded.
func (p *Patience) Done() { p.spent = false }

// PeerGone tells whether the other side's process has ended.
func (p *Patience) PeerGone() bool { return p.peer.Gone() }
