// Package ownmechanism has two mechanisms as somebody writes them who uses ipcbench and does not change it: [Frames],
// over a descriptor, and [Whiteboard], over shared memory. With a few lines of test each gets the conformance suite,
// benchmarks, the report and the regression gate.
//
// They need nothing but the contract, [ipcbench/mechanisms], what authors of mechanisms share,
// [ipcbench/mechanisms/kit], and golang.org/x/sys/unix. Copy the one that is nearer to yours.
package ownmechanism

import (
	"encoding/binary"
	"fmt"
	"unsafe"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/ready"

	"golang.org/x/sys/unix"
)

// Frames is own-frames: messages with their length in front, over a Unix stream socket, as many services speak.
type Frames struct{}

const framesName = "own-frames"

// Traits implements [mechanisms.Mechanism].
func (Frames) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: framesName, Family: "own", Moves: "frames of length and payload over a Unix stream socket",
		Provider: mechanisms.OS, Scope: mechanisms.Process,
		Direction: mechanisms.Duplex, Relation: mechanisms.Related,
		// Package ready waits in all ways for a descriptor: block, spin, yield, hybrid, poll.
		Waits: mechanisms.Waits, Copies: 4,
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
	ends, err := ready.NewPair(e, fd, fd)
	if err != nil {
		return nil, err
	}
	l := &frameLink{ends: ends, largest: e.Size}
	l.out, l.in = make([]byte, lengthBytes+e.Size), make([]byte, lengthBytes+e.Size)
	return l, nil
}

type frameLink struct {
	ends       ready.Pair // the socket, to read and to write, and how to wait for both
	largest    int        // bytes of a message
	out        []byte     // the frame to send
	in         []byte     // what has been read
	begin, end int        // of what is in it and not yet received
}

// Send writes a frame, in as many parts as the socket takes it.
func (l *frameLink) Send(p []byte) error {
	if len(p) > l.largest {
		return mechanisms.TooLarge(framesName, len(p), l.largest)
	}
	binary.LittleEndian.PutUint32(l.out, uint32(len(p)))
	rest := l.out[:lengthBytes+copy(l.out[lengthBytes:], p)]
	for failures := 0; len(rest) > 0; {
		// MSG_NOSIGNAL: an error where the other end is closed, not the signal SIGPIPE.
		n, _, errno := unix.RawSyscall6(unix.SYS_SENDTO, uintptr(l.ends.W), uintptr(unsafe.Pointer(&rest[0])),
			uintptr(len(rest)), unix.MSG_NOSIGNAL, 0, 0)
		if errno == 0 {
			rest, failures = rest[n:], 0
			continue
		}
		if err := l.ends.CanWrite.Retry(errno, failures); err != nil {
			return err
		}
		failures++
	}
	return nil
}

// Recv reads a frame, which must be as long as p.
func (l *frameLink) Recv(p []byte) error {
	if err := l.fill(lengthBytes); err != nil {
		return err
	}
	if n := binary.LittleEndian.Uint32(l.in[l.begin:]); int(n) != len(p) {
		return mechanisms.WrongSize(framesName, int(n), len(p))
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
	for failures := 0; l.end < n; {
		if l.ends.CanRead.Ask { // poll: what has not come yet is waited for before the call
			if err := l.ends.CanRead.Wait(); err != nil {
				return err
			}
		}
		room := l.in[l.end:]
		got, _, errno := unix.RawSyscall6(unix.SYS_RECVFROM, uintptr(l.ends.R), uintptr(unsafe.Pointer(&room[0])),
			uintptr(len(room)), 0, 0, 0)
		switch {
		case errno == 0 && got == 0:
			return mechanisms.ErrPeerGone
		case errno == 0:
			l.end += int(got)
			failures = 0
			continue
		}
		// The other strategies try first, and ask here what to do when nothing has come.
		if err := l.ends.CanRead.Retry(errno, failures); err != nil {
			return err
		}
		failures++
	}
	return nil
}

// Close closes the socket.
func (l *frameLink) Close() error { return l.ends.Close() }
