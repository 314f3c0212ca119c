// Package ownmechanism is a mechanism as somebody writes it who uses ipcbench and does not change it: one file for the mechanism and a
// few lines of test. It gets the conformance suite, benchmarks, the report and the regression gate.
package ownmechanism

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"sync/atomic"

	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// Frames is own-frames: messages with their length in front, through buffers, over a Unix socket, as many services speak.
type Frames struct{}

// Traits implements [mechanisms.Mechanism].
func (Frames) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: "own-frames", Family: "own", Moves: "frames of length and payload, buffered, over a Unix stream socket of package net",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.Duplex, Relation: mechanisms.Related,
		Waits: []mechanisms.Wait{mechanisms.Block}, Copies: 4,
	}
}

// Available implements [mechanisms.Mechanism].
func (Frames) Available() error { return nil }

const socketName = "socket"

// Prepare makes the sockets, in the coordinator.
func (Frames) Prepare(p *mechanisms.Preparation) error {
	fds, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return fmt.Errorf("socketpair: %w", err)
	}
	for _, side := range mechanisms.Sides {
		p.Give(side, socketName, fds[side])
	}
	return nil
}

// Open joins one end, in a worker.
func (Frames) Open(e *mechanisms.End) (mechanisms.Link, error) {
	fd, err := e.FD(socketName)
	if err != nil {
		return nil, err
	}
	file := os.NewFile(uintptr(fd), socketName)
	conn, err := net.FileConn(file)
	if err := errors.Join(err, file.Close()); err != nil {
		return nil, err
	}
	l := &frameLink{conn: conn, largest: e.Size, in: bufio.NewReader(conn), out: bufio.NewWriter(conn), closed: make(chan struct{})}
	go func() {
		select {
		case <-e.Peer.Done(): // no signal interrupts what waits in the netpoller
			l.gone.Store(true)
			conn.Close()
		case <-l.closed:
		}
	}()
	return l, nil
}

type frameLink struct {
	conn    net.Conn
	largest int // bytes of a message
	in      *bufio.Reader
	out     *bufio.Writer
	gone    atomic.Bool // the peer is, and conn was closed for it
	closed  chan struct{}
}

const lengthBytes = 4

// Send writes a frame.
func (l *frameLink) Send(p []byte) error {
	if len(p) > l.largest {
		return &mechanisms.SizeError{Mechanism: "own-frames", Size: len(p), Limit: l.largest, Why: "the size that both ends opened with"}
	}
	var length [lengthBytes]byte
	binary.LittleEndian.PutUint32(length[:], uint32(len(p)))
	l.out.Write(length[:]) // an error stays with the writer until Flush
	l.out.Write(p)
	return l.reason(l.out.Flush())
}

// Recv reads a frame, which must be as long as p.
func (l *frameLink) Recv(p []byte) error {
	var length [lengthBytes]byte
	if _, err := io.ReadFull(l.in, length[:]); err != nil {
		return l.reason(err)
	}
	if n := binary.LittleEndian.Uint32(length[:]); int(n) != len(p) {
		return fmt.Errorf("own-frames: a frame of %d bytes where one of %d was due", n, len(p))
	}
	_, err := io.ReadFull(l.in, p)
	return l.reason(err)
}

// reason is err, or that the peer is gone where that is what it means.
func (l *frameLink) reason(err error) error {
	if err == nil {
		return nil
	}
	if l.gone.Load() || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, unix.EPIPE) || errors.Is(err, unix.ECONNRESET) {
		return fmt.Errorf("own-frames: %w", mechanisms.ErrPeerGone)
	}
	return fmt.Errorf("own-frames: %w", err)
}

// Close closes the socket.
func (l *frameLink) Close() error {
	close(l.closed)
	if err := l.conn.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
		return err
	}
	return nil
}
