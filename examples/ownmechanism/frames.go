// Package ownmechanism is a mechanism as somebody writes it who uses ipcbench and does not change it: one file for the
// mechanism and a few lines of test. It gets the conformance suite, benchmarks, the report and the regression gate.
//
// It needs nothing but the contract, [ipcbench/mechanisms], and golang.org/x/sys/unix. Copy it: what it says of
// waiting, of the death of the other process and of raw system calls holds for every mechanism that is made of
// descriptors.
package ownmechanism

import (
	"encoding/binary"
	"fmt"
	"unsafe"

	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// Frames is own-frames: messages with their length in front, over a Unix stream socket, as many services speak.
type Frames struct{}

const name = "own-frames"

// Traits implements [mechanisms.Mechanism].
func (Frames) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: name, Family: "own", Moves: "frames of length and payload over a Unix stream socket",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.Duplex, Relation: mechanisms.Related,
		Waits: []mechanisms.Wait{mechanisms.Block, mechanisms.Spin}, Copies: 4,
		// Send and Recv do nothing that the Go runtime takes part in, so that it costs what it would in C. Without this
		// line they may do anything.
		Raw: true,
	}
}

// Available implements [mechanisms.Mechanism].
func (Frames) Available() error { return nil }

const socketName = "socket"

// Prepare makes the sockets, in the coordinator. Each side is given its own end only: when its process ends, the
// other's socket hangs up.
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

const lengthBytes = 4

// Open joins one end, in a worker. All that Send and Recv need is allocated here.
func (Frames) Open(e *mechanisms.End) (mechanisms.Link, error) {
	fd, err := e.FD(socketName)
	if err != nil {
		return nil, err
	}
	l := &frameLink{fd: fd, peer: e.Peer, largest: e.Size}
	l.out, l.in = make([]byte, lengthBytes+e.Size), make([]byte, lengthBytes+e.Size)
	if e.Wait == mechanisms.Spin {
		l.flags = unix.MSG_DONTWAIT
	}
	return l, nil
}

type frameLink struct {
	fd         int
	peer       *mechanisms.Peer
	largest    int     // bytes of a message
	flags      uintptr // of each call: MSG_DONTWAIT has it return where it would sleep
	out        []byte  // the frame to send
	in         []byte  // what has been read
	begin, end int     // of what is in it and not yet received
}

// Send writes a frame, in as many parts as the socket takes it.
func (l *frameLink) Send(p []byte) error {
	if len(p) > l.largest {
		return &mechanisms.SizeError{
			Mechanism: name, Size: len(p), Limit: l.largest, Why: "the size that both ends opened with",
		}
	}
	binary.LittleEndian.PutUint32(l.out, uint32(len(p)))
	rest := l.out[:lengthBytes+copy(l.out[lengthBytes:], p)]
	for tries := 0; len(rest) > 0; tries++ {
		// MSG_NOSIGNAL: an error where the other end is closed, not the signal SIGPIPE.
		n, _, errno := unix.RawSyscall6(unix.SYS_SENDTO, uintptr(l.fd), uintptr(unsafe.Pointer(unsafe.SliceData(rest))),
			uintptr(len(rest)), l.flags|unix.MSG_NOSIGNAL, 0, 0)
		if errno == 0 {
			rest = rest[n:]
		} else if err := l.again(errno, tries); err != nil {
			return err
		}
	}
	return nil
}

// Recv reads a frame, which must be as long as p.
func (l *frameLink) Recv(p []byte) error {
	if err := l.fill(lengthBytes); err != nil {
		return err
	}
	if n := binary.LittleEndian.Uint32(l.in[l.begin:]); int(n) != len(p) {
		return fmt.Errorf("%s: a frame of %d bytes where one of %d was due", name, n, len(p))
	}
	if err := l.fill(lengthBytes + len(p)); err != nil {
		return err
	}
	copy(p, l.in[l.begin+lengthBytes:])
	l.begin += lengthBytes + len(p)
	return nil
}

// fill reads until there are n bytes to receive, and as many more as have come and have room.
func (l *frameLink) fill(n int) error {
	if l.end-l.begin >= n {
		return nil
	}
	l.end = copy(l.in, l.in[l.begin:l.end])
	l.begin = 0
	for tries := 0; l.end < n; tries++ {
		room := l.in[l.end:]
		got, _, errno := unix.RawSyscall6(unix.SYS_RECVFROM, uintptr(l.fd), uintptr(unsafe.Pointer(unsafe.SliceData(room))),
			uintptr(len(room)), l.flags, 0, 0)
		switch {
		case errno != 0:
			if err := l.again(errno, tries); err != nil {
				return err
			}
		case got == 0:
			return gone
		default:
			l.end += int(got)
		}
	}
	return nil
}

// gone is made beforehand, as an error made in the loop would be allocated.
var gone = fmt.Errorf("%s: %w", name, mechanisms.ErrPeerGone)

// triesPerLook is how many calls in vain pass between two looks at whether the other process lives.
const triesPerLook = 256

// again is nil where a call that failed with errno is to be made again, and otherwise the error that ends the message.
func (l *frameLink) again(errno unix.Errno, tries int) error {
	switch errno {
	case unix.EINTR: // a signal: the engine sends one to a side that sleeps when the other process has ended
		if l.peer.Gone() {
			return gone
		}
		return nil
	case unix.EAGAIN: // spinning
		if tries%triesPerLook == 0 && l.peer.Gone() {
			return gone
		}
		return nil
	case unix.EPIPE, unix.ECONNRESET:
		return gone
	}
	return fmt.Errorf("%s: %w", name, errno)
}

// Close closes the socket.
func (l *frameLink) Close() error { return unix.Close(l.fd) }
