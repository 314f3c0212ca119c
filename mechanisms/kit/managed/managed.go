// Package managed is what mechanisms share that are made of Go's own files and connections, of packages os and net: a
// call that would wait parks the goroutine, and the runtime's network poller (epoll) and scheduler wake it.
//
// Such a mechanism stands beside the raw one that it wraps, and shows what the Go runtime costs.
package managed

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/token"

	"golang.org/x/sys/unix"
)

// Traits are those of a mechanism that wraps the raw one with traits raw: it has a name of its own, is Over the other,
// and can only block.
func Traits(raw mechanisms.Traits, name, moves string) mechanisms.Traits {
	raw.VariantOf = cmp.Or(raw.VariantOf, raw.Name)
	raw.Over, raw.Name, raw.Moves = raw.Name, name, moves
	raw.Raw, raw.Managed = false, true
	raw.Waits = []mechanisms.Wait{mechanisms.Block}
	return raw
}

// A Stream is the [mechanisms.Link] of two byte streams, or of one that goes both ways. It owns both.
type Stream struct {
	In  io.ReadCloser
	Out io.WriteCloser // In, if that goes both ways
}

// Send writes p with one call.
func (l *Stream) Send(p []byte) error {
	_, err := l.Out.Write(p)
	return PeerGone(err)
}

// Recv reads until p is full.
func (l *Stream) Recv(p []byte) error {
	_, err := io.ReadFull(l.In, p)
	return PeerGone(err)
}

// Close closes both.
func (l *Stream) Close() error {
	if any(l.In) == any(l.Out) {
		return l.In.Close()
	}
	return errors.Join(l.In.Close(), l.Out.Close())
}

// PeerGone wraps [mechanisms.ErrPeerGone] around the errors of a channel whose other end is closed, and around that of
// a deadline, by which a goroutine that waits is told that the other process has ended. Other errors, and nil, it
// returns as they are.
func PeerGone(err error) error {
	if err == nil {
		return nil
	}
	for _, one := range closed {
		if errors.Is(err, one) {
			return fmt.Errorf("%w: %w", mechanisms.ErrPeerGone, err)
		}
	}
	return err
}

var closed = []error{
	io.EOF, io.ErrUnexpectedEOF, unix.EPIPE, unix.ECONNRESET, unix.ECONNREFUSED, os.ErrDeadlineExceeded,
}

// WhileOpening is for what Open waits for: it ends after [token.Patience], and with the other process. The caller calls
// cancel when Open ends, and [WhyNot] with the error of what it waited for.
func WhileOpening(e *mechanisms.End) (ctx context.Context, cancel func()) {
	ctx, end := context.WithTimeout(context.Background(), token.Patience)
	ctx, gone := context.WithCancelCause(ctx)
	go func() {
		select {
		case <-e.Peer.Done():
			gone(mechanisms.ErrPeerGone)
		case <-ctx.Done():
		}
	}()
	return ctx, end
}

// WhyNot is the error of Open where what it waited for, under the context of [WhileOpening], has failed with err: if
// the other process has ended, it wraps [mechanisms.ErrPeerGone].
func WhyNot(ctx context.Context, err error) error {
	if errors.Is(context.Cause(ctx), mechanisms.ErrPeerGone) {
		return fmt.Errorf("%w: %w", mechanisms.ErrPeerGone, err)
	}
	return PeerGone(err)
}

// Conn is the connection that a socket's descriptor is. It takes fd over, errors included.
func Conn(fd int) (net.Conn, error) {
	file := os.NewFile(uintptr(fd), "socket")
	defer file.Close()
	return net.FileConn(file)
}
