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
	for failures := 0; ; {
		n, errno := sys.Write(l.ends.W, p)
		if errno == 0 {
			if int(n) == len(p) {
				return nil
			}
			p, failures = p[n:], 0
			continue
		}
		if err := l.ends.CanWrite.Retry(errno, failures); err != nil {
			return err
		}
		failures++
	}
}

// Recv reads until p is full, in as many parts as the kernel gives it.
func (l *Link) Recv(p []byte) error {
	for failures := 0; ; {
		if l.ends.CanRead.Ask {
			if err := l.ends.CanRead.Wait(); err != nil {
				return err
			}
		}
		n, errno := sys.Read(l.ends.R, p)
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
		if err := l.ends.CanRead.Retry(errno, failures); err != nil {
			return err
		}
		failures++
	}
}

// Close closes both descriptors.
func (l *Link) Close() error { return l.ends.Close() }
