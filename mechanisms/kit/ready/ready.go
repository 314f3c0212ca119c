// Package ready waits for descriptors in the way a wait strategy says. It stands between the mechanisms made of a
// descriptor (pipe, queue, socket, eventfd) and the kernel: they try their system call, and when it returns EAGAIN or
// EINTR they ask here what to do.
package ready

import (
	"fmt"
	"time"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// pollsPerLook is how many failed polls pass between two looks at whether the peer lives.
const pollsPerLook = 256

// A Ready is one direction of one descriptor. Use it by value, in the Link.
type Ready struct {
	// Ask says that the strategy asks for readiness before it tries (epoll); the others try first.
	Ask bool

	wait   mechanisms.Wait
	fd     int
	events int16
	epfd   int
	edge   bool
	peer   *mechanisms.Peer
	began  time.Time
}

// New prepares the descriptor fd for e's wait strategy: every strategy but block makes it non-blocking, poll makes an
// epoll instance that Close closes. events is unix.POLLIN or unix.POLLOUT.
func New(e *mechanisms.End, fd int, events int16) (Ready, error) {
	return prepare(e, fd, events, false)
}

// NewEdge is New for a descriptor that may call itself ready although the next call will find it is not, as an eventfd
// does that has room for a number smaller than the one to be written. It waits for a change, not for a state.
func NewEdge(e *mechanisms.End, fd int, events int16) (Ready, error) {
	return prepare(e, fd, events, true)
}

func prepare(e *mechanisms.End, fd int, events int16, edge bool) (Ready, error) {
	r := Ready{wait: e.Wait, fd: fd, events: events, epfd: -1, edge: edge, peer: e.Peer}
	if e.Wait == mechanisms.Block {
		return r, nil
	}
	if err := unix.SetNonblock(fd, true); err != nil {
		return r, fmt.Errorf("O_NONBLOCK: %w", err)
	}
	if e.Wait != mechanisms.Poll && (e.Wait != mechanisms.Hybrid || !edge) {
		return r, nil
	}
	var err error
	if r.epfd, err = unix.EpollCreate1(unix.EPOLL_CLOEXEC); err != nil {
		return r, fmt.Errorf("epoll_create1: %w", err)
	}
	interest := unix.EpollEvent{Events: uint32(events), Fd: int32(fd)}
	if edge {
		interest.Events |= unix.EPOLLET
	}
	if err := unix.EpollCtl(r.epfd, unix.EPOLL_CTL_ADD, fd, &interest); err != nil {
		return r, fmt.Errorf("epoll_ctl: %w", err)
	}
	// A reader asks first: its data is on the way, and trying in vain would be one more system call. A writer tries
	// first, as its channel almost always has room.
	r.Ask = events == unix.POLLIN
	return r, nil
}

// Retry is called after a system call failed with errno: for the failures-th time in this message, counting from 0. It
// returns nil when the call is to be tried again, and otherwise the error that ends the message.
func (r *Ready) Retry(errno unix.Errno, failures int) error {
	switch errno {
	case unix.EAGAIN:
		return r.pause(failures)
	case unix.EINTR:
		return r.interrupted()
	case unix.EPIPE, unix.ECONNRESET:
		return mechanisms.ErrPeerGone
	}
	return errno
}

// Wait sleeps in epoll_wait until the descriptor is ready.
func (r *Ready) Wait() error {
	var event unix.EpollEvent
	for {
		switch errno := sys.EpollWait(r.epfd, &event); errno {
		case 0:
			return nil
		case unix.EINTR:
			if err := r.interrupted(); err != nil {
				return err
			}
		default:
			return fmt.Errorf("epoll_wait: %w", errno)
		}
	}
}

func (r *Ready) pause(failures int) error {
	if failures%pollsPerLook == pollsPerLook-1 && r.peer.Gone() {
		return mechanisms.ErrPeerGone
	}
	switch r.wait {
	case mechanisms.Yield:
		sys.Yield()
	case mechanisms.Poll:
		return r.Wait()
	case mechanisms.Hybrid:
		if failures == 0 {
			r.began = time.Now()
		} else if time.Since(r.began) > mechanisms.HybridSpin {
			return r.block()
		}
	}
	return nil
}

// block is the second half of a hybrid wait. It asks with poll(2), which unlike epoll costs nothing while nobody sleeps.
func (r *Ready) block() error {
	if r.edge {
		return r.Wait()
	}
	if errno := sys.Poll(r.fd, r.events); errno != 0 && errno != unix.EINTR {
		return fmt.Errorf("poll: %w", errno)
	}
	return r.interrupted()
}

func (r *Ready) interrupted() error {
	if r.peer.Gone() {
		return mechanisms.ErrPeerGone
	}
	return nil
}

// Close closes what New made; the descriptor itself is the Link's.
func (r *Ready) Close() {
	if r.epfd >= 0 {
		unix.Close(r.epfd)
	}
}
