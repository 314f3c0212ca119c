// Package stream is the Link of every mechanism that is a pair of byte-stream descriptors: pipes, FIFOs, stream sockets.
package stream

import (
	"errors"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/ready"

	"golang.org/x/sys/unix"
)

// A Link reads one descriptor and writes another, or the same one.
type Link struct {
	r, w              int
	canRead, canWrite ready.Ready
}

// New makes a Link of r and w, which it owns from then on, errors included.
func New(e *mechanisms.End, r, w int) (*Link, error) {
	l := &Link{r: r, w: w}
	var errR, errW error
	l.canRead, errR = ready.New(e, r, unix.POLLIN)
	l.canWrite, errW = ready.New(e, w, unix.POLLOUT)
	if err := errors.Join(errR, errW); err != nil {
		l.Close()
		return nil, err
	}
	return l, nil
}

// Send writes all of p, in as many parts as the kernel takes it.
func (l *Link) Send(p []byte) error {
	for failures := 0; ; {
		n, errno := sys.Write(l.w, p)
		if errno == 0 {
			if int(n) == len(p) {
				return nil
			}
			p, failures = p[n:], 0
			continue
		}
		if err := l.canWrite.Retry(errno, failures); err != nil {
			return err
		}
		failures++
	}
}

// Recv reads until p is full, in as many parts as the kernel gives it.
func (l *Link) Recv(p []byte) error {
	for failures := 0; ; {
		if l.canRead.Ask {
			if err := l.canRead.Wait(); err != nil {
				return err
			}
		}
		n, errno := sys.Read(l.r, p)
		if errno == 0 {
			if int(n) == len(p) {
				return nil
			}
			if n == 0 {
				return mechanisms.ErrPeerGone
			}
			p, failures = p[n:], 0
			continue
		}
		if err := l.canRead.Retry(errno, failures); err != nil {
			return err
		}
		failures++
	}
}

// Close closes both descriptors.
func (l *Link) Close() error {
	l.canRead.Close()
	l.canWrite.Close()
	err := unix.Close(l.r)
	if l.w != l.r {
		err = errors.Join(err, unix.Close(l.w))
	}
	return err
}
