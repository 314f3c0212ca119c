package ready

import (
	"fmt"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// A Descriptor is one direction of a file descriptor that a Link uses. Use it by value, in the Link.
type Descriptor struct {
	// Ask says that the strategy asks for readiness before it tries (epoll), by Wait; the others try first.
	Ask bool

	call   Call
	fd     int
	events int16
	epfd   int // an epoll instance, or 0
}

// New prepares the descriptor fd for e's wait strategy: every strategy but block makes it non-blocking, poll makes an
// epoll instance that Close closes. events is unix.POLLIN or unix.POLLOUT; or 0 for the error queue of a socket, which
// no call sleeps on. fd stays the caller's.
func New(e *mechanisms.End, fd int, events int16) (Descriptor, error) {
	return prepare(e, fd, events, false)
}

// NewEdge is New for a descriptor that may call itself ready although the next call will find it is not, as an eventfd
// does that has room for a number smaller than the one to be written. It waits for a change, not for a state.
func NewEdge(e *mechanisms.End, fd int, events int16) (Descriptor, error) {
	return prepare(e, fd, events, true)
}

func prepare(e *mechanisms.End, fd int, events int16, edge bool) (Descriptor, error) {
	d := Descriptor{call: NewCall(e), fd: fd, events: events}
	if e.Wait == mechanisms.Block {
		return d, nil
	}
	if err := unix.SetNonblock(fd, true); err != nil {
		return d, fmt.Errorf("O_NONBLOCK: %w", err)
	}
	if e.Wait != mechanisms.Poll && (e.Wait != mechanisms.Hybrid || !edge) {
		return d, nil
	}
	epfd, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err != nil {
		return d, fmt.Errorf("epoll_create1: %w", err)
	}
	d.epfd = epfd
	interest := unix.EpollEvent{Events: uint32(events), Fd: int32(fd)}
	if edge {
		interest.Events |= unix.EPOLLET
	}
	if err := unix.EpollCtl(d.epfd, unix.EPOLL_CTL_ADD, fd, &interest); err != nil {
		return d, fmt.Errorf("epoll_ctl: %w", err)
	}
	// A reader asks first: its data is on the way, and trying in vain would be one more system call. A writer tries
	// first, as its channel almost always has room.
	d.Ask = events == unix.POLLIN
	return d, nil
}

// Flag is 0 if calls are to sleep in the kernel, and else noWait: for calls that take no heed of the descriptor's
// O_NONBLOCK, but have a flag of their own.
func (d *Descriptor) Flag(noWait int) int { return d.call.Flag(noWait) }

// Retry is called after a system call failed with errno: for the failures-th time in this message, counting from 0. It
// returns nil when the call is to be tried again, and otherwise the error that ends the message:
// [mechanisms.ErrPeerGone] when the other end is closed or its process has ended, or errno.
func (d *Descriptor) Retry(errno unix.Errno, failures int) error {
	if errno == unix.EPIPE || errno == unix.ECONNRESET {
		return mechanisms.ErrPeerGone
	}
	if err := d.call.Retry(errno, failures); err != nil || !d.call.spent {
		return err
	}
	err := d.sleep()
	d.call.woke()
	return err
}

// sleep sleeps until the descriptor is ready. A hybrid wait asks with poll(2), which unlike epoll costs nothing while
// nobody sleeps.
func (d *Descriptor) sleep() error {
	if d.epfd > 0 {
		return d.Wait()
	}
	if errno := sys.Poll(d.fd, d.events); errno != 0 && errno != unix.EINTR {
		return fmt.Errorf("poll: %w", errno)
	}
	return d.interrupted()
}

// Wait sleeps in epoll_wait(2) until the descriptor is ready: for a strategy that says Ask. It returns
// [mechanisms.ErrPeerGone] when the other process has ended.
func (d *Descriptor) Wait() error {
	var event unix.EpollEvent
	for {
		switch errno := sys.EpollWait(d.epfd, &event); errno {
		case 0:
			return nil
		case unix.EINTR:
			if err := d.interrupted(); err != nil {
				return err
			}
		default:
			return fmt.Errorf("epoll_wait: %w", errno)
		}
	}
}

func (d *Descriptor) interrupted() error {
	if d.call.PeerGone() {
		return mechanisms.ErrPeerGone
	}
	return nil
}

// Close closes what New made; the descriptor itself is the Link's.
func (d *Descriptor) Close() {
	if d.epfd > 0 {
		unix.Close(d.epfd)
	}
}
