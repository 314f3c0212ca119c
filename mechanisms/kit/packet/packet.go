// Package packet is the Link of every mechanism that is a descriptor of a socket which keeps messages apart: datagrams and packets.
package packet

import (
	"errors"
	"fmt"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/ready"

	"golang.org/x/sys/unix"
)

// A Link sends and receives on one connected socket.
type Link struct {
	name              string
	fd                int
	largest           int // bytes of a message
	canRead, canWrite ready.Ready
}

// New makes a Link of fd, which it owns from then on, errors included.
func New(e *mechanisms.End, name string, fd int) (*Link, error) {
	l := &Link{name: name, fd: fd, largest: e.Size}
	var errR, errW error
	l.canRead, errR = ready.New(e, fd, unix.POLLIN)
	l.canWrite, errW = ready.New(e, fd, unix.POLLOUT)
	if err := errors.Join(errR, errW); err != nil {
		l.Close()
		return nil, err
	}
	return l, nil
}

// Send sends p as one packet.
func (l *Link) Send(p []byte) error {
	if len(p) > l.largest {
		return &mechanisms.SizeError{Mechanism: l.name, Size: len(p), Limit: l.largest, Why: "the size it was prepared for"}
	}
	for failures := 0; ; failures++ {
		n, errno := sys.Send(l.fd, p, unix.MSG_NOSIGNAL)
		if errno == 0 {
			if int(n) != len(p) {
				return fmt.Errorf("%s: sent %d bytes of a message of %d", l.name, n, len(p))
			}
			return nil
		}
		if err := l.retry(&l.canWrite, errno, failures); err != nil {
			return err
		}
	}
}

// Recv receives one packet, which must have len(p) bytes.
func (l *Link) Recv(p []byte) error {
	for failures := 0; ; failures++ {
		if l.canRead.Ask {
			if err := l.canRead.Wait(); err != nil {
				return err
			}
		}
		n, errno := sys.Recv(l.fd, p, unix.MSG_TRUNC)
		if errno == 0 {
			switch int(n) {
			case len(p):
				return nil
			case 0: // no message is empty: the other end of a connection is closed
				return mechanisms.ErrPeerGone
			}
			return fmt.Errorf("%s: received a message of %d bytes where one of %d was due", l.name, n, len(p))
		}
		if err := l.retry(&l.canRead, errno, failures); err != nil {
			return err
		}
	}
}

func (l *Link) retry(r *ready.Ready, errno unix.Errno, failures int) error {
	if errno == unix.ECONNREFUSED || errno == unix.ENOTCONN { // the other socket is closed
		return mechanisms.ErrPeerGone
	}
	return r.Retry(errno, failures)
}

// Close closes the socket.
func (l *Link) Close() error {
	l.canRead.Close()
	l.canWrite.Close()
	return unix.Close(l.fd)
}
