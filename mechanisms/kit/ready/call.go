package ready

import (
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/spin"

	"golang.org/x/sys/unix"
)

// CallWaits are the strategies that a [Call] can be waited for with.
var CallWaits = []mechanisms.Wait{mechanisms.Block, mechanisms.Spin, mechanisms.Yield, mechanisms.Hybrid}

// pollsPerLook is how many tries in vain pass between two looks at whether the other process lives. Who yields looks
// each time: on a busy machine sched_yield(2) may take milliseconds.
const pollsPerLook = 256

// A Call is a system call of a mechanism without a descriptor. Each time it is made, it is made so that it sleeps in
// the kernel, or so that it fails at once where it would sleep (IPC_NOWAIT and its like). Use it by value, in the Link:
// one for each direction.
type Call struct {
	wait  mechanisms.Wait
	peer  *mechanisms.Peer
	spent bool   // the strategy has tried long enough, and now sleeps
	last  hybrid // of the hybrid strategy: its last wait, which may not be over
}

// NewCall is for e's wait strategy.
func NewCall(e *mechanisms.End) Call {
	return Call{wait: e.Wait, peer: e.Peer, last: hybrid{budget: spin.New(e.Spin)}}
}

// Sleeps tells whether the next call is to sleep.
func (c *Call) Sleeps() bool { return c.wait == mechanisms.Block || c.spent }

// Flag is 0 if the next call is to sleep, and else noWait: the flag with which it fails at once.
func (c *Call) Flag(noWait int) int {
	if c.Sleeps() {
		return 0
	}
	return noWait
}

// Retry is called after a call failed with errno: for the failures-th time in this message, counting from 0. It returns
// nil when the call is to be made again: where there was nothing to do yet (EAGAIN, ENOMSG) and after a signal (EINTR).
// Otherwise it returns the error that ends the message: [mechanisms.ErrPeerGone] when the other process has ended, or
// errno.
func (c *Call) Retry(errno unix.Errno, failures int) error {
	switch errno {
	case unix.EAGAIN, unix.ENOMSG:
	case unix.EINTR:
		if c.peer.Gone() {
			return mechanisms.ErrPeerGone
		}
		if failures == 0 && c.wait == mechanisms.Hybrid {
			c.last.begin()
		}
		return nil
	default:
		return errno
	}
	if failures%pollsPerLook == pollsPerLook-1 && c.peer.Gone() {
		return mechanisms.ErrPeerGone
	}
	switch c.wait {
	case mechanisms.Spin:
	case mechanisms.Yield:
		sys.Yield()
		if c.peer.Gone() {
			return mechanisms.ErrPeerGone
		}
	case mechanisms.Hybrid:
		if failures == 0 {
			c.last.begin()
		}
		c.spent = c.last.spends(failures == 0)
	default:
		c.spent = true
	}
	return nil
}

// Done is called after a call that succeeded.
func (c *Call) Done() {
	if c.spent {
		c.woke()
	}
}

// woke is called when a call has slept.
func (c *Call) woke() {
	c.spent = false
	if c.wait == mechanisms.Hybrid {
		c.last.woke()
	}
}

// PeerGone tells whether the other process has ended.
func (c *Call) PeerGone() bool { return c.peer.Gone() }
