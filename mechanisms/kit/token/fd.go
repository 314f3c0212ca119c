package token

import (
	"errors"
	"fmt"
	"time"

	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// A visitor is a connection on which the first half of the token has not come yet, or not all of it.
type visitor struct {
	fd    int
	until time.Time
	shown [half]byte
	n     int
}

// Accept accepts connections on a listening socket until the other end's comes, by [Token.Join]. It returns that as a
// blocking descriptor, which the caller closes; all others it closes. It uses one thread, which may have a descriptor
// table of its own. It fails with [mechanisms.ErrPeerGone] when the other process has ended.
func (t Token) Accept(e *mechanisms.End, listener int) (fd int, err error) {
	if err := unix.SetNonblock(listener, true); err != nil { // who has hung up again is nobody to wait for
		return -1, fmt.Errorf("O_NONBLOCK: %w", err)
	}
	var visitors []*visitor
	defer func() {
		for _, v := range visitors {
			if v.fd != fd {
				unix.Close(v.fd)
			}
		}
	}()
	polls := make([]unix.PollFd, 0, 1+mostPending)
	for deadline := time.Now().Add(Patience); ; {
		polls = append(polls[:0], unix.PollFd{Fd: int32(listener), Events: unix.POLLIN})
		until := deadline
		for _, v := range visitors {
			polls = append(polls, unix.PollFd{Fd: int32(v.fd), Events: unix.POLLIN})
			if v.until.Before(until) {
				until = v.until
			}
		}
		if err := poll(e, polls, until); err != nil {
			return -1, err
		}
		now := time.Now()
		if now.After(deadline) {
			return -1, errNobody
		}
		stay := visitors[:0]
		for i, v := range visitors {
			pending := now.Before(v.until)
			if polls[1+i].Revents != 0 {
				var known bool
				if known, pending = t.hear(v); known {
					fd = v.fd
				}
			}
			if pending || v.fd == fd {
				stay = append(stay, v)
			} else {
				unix.Close(v.fd)
			}
		}
		visitors = stay
		if fd > 0 {
			return fd, unix.SetNonblock(fd, false)
		}
		if polls[0].Revents == 0 {
			continue
		}
		one, _, err := unix.Accept4(listener, unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK)
		switch {
		case err == nil:
			visitors = append(visitors, &visitor{fd: one, until: now.Add(silence)})
		case errors.Is(err, unix.EAGAIN), errors.Is(err, unix.EINTR), errors.Is(err, unix.ECONNABORTED):
		case errors.Is(err, unix.EMFILE) && len(visitors) > 0:
		default:
			return -1, fmt.Errorf("accept: %w", err)
		}
		if len(visitors) > mostPending || errors.Is(err, unix.EMFILE) {
			unix.Close(visitors[0].fd)
			visitors = visitors[1:]
		}
	}
}

// hear reads what a visitor sends. It is known when that is the first half of the token, and has then been sent the
// second; pending when it may still become so.
func (t Token) hear(v *visitor) (known, pending bool) {
	n, err := unix.Read(v.fd, v.shown[v.n:])
	if errors.Is(err, unix.EAGAIN) || errors.Is(err, unix.EINTR) {
		return false, true
	}
	if err != nil || n == 0 {
		return false, false
	}
	if v.n += n; v.n < half {
		return false, true
	}
	if !equal(v.shown[:], t.question) {
		return false, false
	}
	n, err = unix.SendmsgN(v.fd, t.answer, nil, nil, unix.MSG_NOSIGNAL) // the buffer of a new connection has room
	return err == nil && n == half, false
}

// Join makes connections by connect until one is accepted by the other end, by [Token.Accept]. It returns that; the
// caller closes it.
func (t Token) Join(e *mechanisms.End, connect func() (fd int, err error)) (fd int, err error) {
	for range tries {
		if fd, err = connect(); err != nil {
			return -1, err
		}
		err = t.show(e, fd)
		if err == nil {
			return fd, nil
		}
		unix.Close(fd)
		if !errors.Is(err, errClosed) {
			break
		}
	}
	return -1, err
}

var errClosed = errors.New("the connection was closed before the pair's token was answered")

// show sends the first half and waits for the second.
func (t Token) show(e *mechanisms.End, fd int) error {
	if n, err := unix.SendmsgN(fd, t.question, nil, nil, unix.MSG_NOSIGNAL); err != nil || n != half {
		return errClosed
	}
	var shown [half]byte
	for n, deadline := 0, time.Now().Add(Patience); n < half; {
		one := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}
		if err := poll(e, one, deadline); err != nil {
			return err
		}
		if one[0].Revents == 0 {
			return errNobody
		}
		m, err := unix.Read(fd, shown[n:])
		switch {
		case errors.Is(err, unix.EINTR):
		case err != nil || m == 0:
			return errClosed
		default:
			n += m
		}
	}
	if !equal(shown[:], t.answer) {
		return errStranger
	}
	return nil
}

// poll is poll(2) until one is ready or it is so late. A signal, with which the engine tells that the other process
// has ended, is no reason to stop but that one.
func poll(e *mechanisms.End, fds []unix.PollFd, until time.Time) error {
	for {
		left := max(0, time.Until(until))
		_, err := unix.Poll(fds, int((left+time.Millisecond-1)/time.Millisecond))
		switch {
		case errors.Is(err, unix.EINTR) && !e.Peer.Gone():
			continue
		case errors.Is(err, unix.EINTR):
			return mechanisms.ErrPeerGone
		case err != nil:
			return fmt.Errorf("poll: %w", err)
		}
		return nil
	}
}
