package golang

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"

	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// traits are those of a mechanism over its raw counterpart's.
func traits(raw mechanisms.Traits, name, moves string) mechanisms.Traits {
	raw.Over, raw.Name, raw.Moves = raw.Name, name, moves
	raw.Raw, raw.Managed = false, true
	raw.Waits = []mechanisms.Wait{mechanisms.Block}
	return raw
}

// A streamLink is a pair of byte streams, or one that goes both ways.
type streamLink struct {
	in  io.ReadCloser
	out io.WriteCloser // in, if that goes both ways
}

// Send writes p with one call.
func (l *streamLink) Send(p []byte) error {
	_, err := l.out.Write(p)
	return peerGone(err)
}

// Recv reads until p is full.
func (l *streamLink) Recv(p []byte) error {
	_, err := io.ReadFull(l.in, p)
	return peerGone(err)
}

// Close closes both.
func (l *streamLink) Close() error {
	if any(l.in) == any(l.out) {
		return l.in.Close()
	}
	return errors.Join(l.in.Close(), l.out.Close())
}

// peerGone takes the errors of a channel whose other end is closed for what they mean.
func peerGone(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, unix.EPIPE) || errors.Is(err, unix.ECONNRESET) ||
		errors.Is(err, unix.ECONNREFUSED) || errors.Is(err, os.ErrDeadlineExceeded) {
		return fmt.Errorf("%w: %w", mechanisms.ErrPeerGone, err)
	}
	return err
}

// connOf is the connection that a descriptor is, which it takes over.
func connOf(fd int) (net.Conn, error) {
	file := os.NewFile(uintptr(fd), "socket")
	defer file.Close()
	return net.FileConn(file)
}
