// Package packet has the Link of mechanisms whose channel is a socket that keeps messages apart: datagrams and packets.
// They need only make the socket.
package packet

import (
	"fmt"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/ready"

	"golang.org/x/sys/unix"
)

// A Link sends and receives on one connected socket. It implements [mechanisms.Link].
type Link struct {
	name    string
	largest int // bytes of a message
	ends    ready.Pair
}

// New makes a Link of the socket fd, which waits as e's wait strategy does. It owns fd from then on, errors included.
// name is the mechanism's, for errors. A message has at most [mechanisms.End.Size] bytes.
func New(e *mechanisms.End, name string, fd int) (*Link, error) {
	ends, err := ready.NewPair(e, fd, fd)
	if err != nil {
		return nil, err
	}
	return &Link{name, e.Size, ends}, nil
}

// Send sends p as one packet.
func (l *Link) Send(p []byte) error {
	if len(p) > l.largest {
		return mechanisms.TooLarge(l.name, len(p), l.largest)
	}
	for failures := 0; ; failures++ {
		n, errno := sys.Send(l.ends.W, p, unix.MSG_NOSIGNAL)
		if errno == 0 {
			if int(n) != len(p) {
				return fmt.Errorf("%s: sent %d bytes of a message of %d", l.name, n, len(p))
			}
			return nil
		}
		if err := l.retry(&l.ends.CanWrite, errno, failures); err != nil {
			return err
		}
	}
}

// Recv receives one packet, which must have len(p) bytes.
func (l *Link) Recv(p []byte) error {
	for failures := 0; ; failures++ {
		if l.ends.CanRead.Ask {
			if err := l.ends.CanRead.Wait(); err != nil {
				return err
			}
		}
		n, errno := sys.Recv(l.ends.R, p, unix.MSG_TRUNC)
		if errno == 0 {
			switch int(n) {
			case len(p):
				return nil
			case 0: // no message is empty: the other end of a connection is closed
				return mechanisms.ErrPeerGone
			}
			return mechanisms.WrongSize(l.name, int(n), len(p))
		}
		if err := l.retry(&l.ends.CanRead, errno, failures); err != nil {
			return err
		}
	}
}

func (l *Link) retry(d *ready.Descriptor, errno unix.Errno, failures int) error {
	if errno == unix.ECONNREFUSED || errno == unix.ENOTCONN { // the other socket is closed
		return mechanisms.ErrPeerGone
	}
	return d.Retry(errno, failures)
}

// Close closes the socket.
func (l *Link) Close() error { return l.ends.Close() }
