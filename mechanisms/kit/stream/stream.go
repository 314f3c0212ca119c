// Package stream has the Link of mechanisms whose channel is a byte stream with a descriptor: pipes, FIFOs, stream
// sockets. They need only make the descriptors.
package stream

import (
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/ready"
)

// A Link reads one descriptor and writes another, or the same one. It implements [mechanisms.Link].
type Link struct{ ends ready.Pair }

// New makes a Link that reads r and writes w, as e's wait strategy does it. It owns both from then on, errors included.
func New(e *mechanisms.End, r, w int) (*Link, error) {
	ends, err := ready.NewPair(e, r, w)
	if err != nil {
		return nil, err
	}
	return &Link{ends}, nil
}

// CanWrite is what Send waits with, for a mechanism that receives as this Link does and sends in a way of its own.
func (l *Link) CanWrite() *ready.Descriptor { return &l.ends.CanWrite }

// Send writes all of p, in as many parts as the kernel takes it.
func (l *Link) Send(p []byte) error {
	n, errno := sys.Write(l.ends.W, p)
	if errno == 0 && int(n) == len(p) {
		return nil
	}
	return l.sent(p, n, errno)
}

// Recv reads until p is full, in as many parts as the kernel gives it.
func (l *Link) Recv(p []byte) error {
	if l.ends.CanRead.Ask {
		if err := l.ends.CanRead.Wait(); err != nil {
			return err
		}
	}
	n, errno := sys.Read(l.ends.R, p)
	if errno == 0 && int(n) == len(p) {
		return nil
	}
	return l.received(p, n, errno)
}

// Close closes both descriptors.
func (l *Link) Close() error { return l.ends.Close() }
