package stream

import (
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// Open is New for a mechanism that sends and receives as the Link does, and in no way of its own. What it returns is a
// [mechanisms.Direct].
func Open(e *mechanisms.End, r, w int) (mechanisms.Link, error) {
	l, err := New(e, r, w)
	if err != nil {
		return nil, err
	}
	return direct{l}, nil
}

// direct is apart from Link, so that a type that embeds a Link and has a Send of its own is not Direct by oversight.
type direct struct{ *Link }

// SendCall is write(2).
func (l direct) SendCall(p []byte) (mechanisms.Call, bool) {
	return mechanisms.BufferCall(unix.SYS_WRITE, l.ends.W, p, len(p)), true
}

// RecvCall is read(2), unless the strategy asks for readiness first.
func (l direct) RecvCall(p []byte) (mechanisms.Call, bool) {
	return mechanisms.BufferCall(unix.SYS_READ, l.ends.R, p, len(p)), !l.ends.CanRead.Ask
}

// SendRest goes on after a write that returned n and errno.
func (l direct) SendRest(p []byte, n uintptr, errno unix.Errno) error { return l.sent(p, n, errno) }

// RecvRest goes on after a read that returned n and errno.
func (l direct) RecvRest(p []byte, n uintptr, errno unix.Errno) error { return l.received(p, n, errno) }

// sent sends what is left of p after a write returned n and errno.
func (l *Link) sent(p []byte, n uintptr, errno unix.Errno) error {
	for failures := 0; ; {
		if errno == 0 {
			if int(n) == len(p) {
				return nil
			}
			p, failures = p[n:], 0
		} else {
			if err := l.ends.CanWrite.Retry(errno, failures); err != nil {
				return err
			}
			failures++
		}
		n, errno = sys.Write(l.ends.W, p)
	}
}

// received receives what is left of p after a read returned n and errno.
func (l *Link) received(p []byte, n uintptr, errno unix.Errno) error {
	for failures := 0; ; {
		if errno == 0 {
			if int(n) == len(p) {
				return nil
			}
			if n == 0 {
				return mechanisms.ErrPeerGone
			}
			p, failures = p[n:], 0
		} else {
			if err := l.ends.CanRead.Retry(errno, failures); err != nil {
				return err
			}
			failures++
		}
		if l.ends.CanRead.Ask {
			if err := l.ends.CanRead.Wait(); err != nil {
				return err
			}
		}
		n, errno = sys.Read(l.ends.R, p)
	}
}
