package socket

import (
	"errors"
	"fmt"
	"unsafe"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/uring"

	"golang.org/x/sys/unix"
)

// Uring is uring-unix: the socket of unix-stream, read and written by io_uring(7) instead of read(2) and write(2). A
// message is one IORING_OP_SEND or IORING_OP_RECV, submitted and waited for in one io_uring_enter(2). A side that polls
// submits the request, and then looks at the completion queue in memory.
//
// The socket is a registered file and the ring a registered ring, so that no call looks up a descriptor. Completions
// are finished when the side enters the kernel (IORING_SETUP_DEFER_TASKRUN), which it does anyway. Buffers are not
// registered: SEND and RECV copy between the socket and the caller's memory either way. Source: io_uring_setup(2),
// io_uring_enter(2).
type Uring struct {
	TCP bool // uring-tcp: the connection of tcp
}

func (m Uring) name() string {
	if m.TCP {
		return "uring-tcp"
	}
	return "uring-unix"
}

// Traits implements [mechanisms.Mechanism].
func (m Uring) Traits() mechanisms.Traits {
	t, moves := UnixStream{}.Traits(), "one Unix stream socket, by io_uring send and recv"
	if m.TCP {
		t, moves = TCP{}.Traits(), "one TCP connection over loopback, by io_uring send and recv"
	}
	t.VariantOf = t.Name
	t.Over, t.Name, t.Moves, t.Waits, t.Threaded = t.Name, m.name(), moves, uring.Waits, true
	t.Needs = "io_uring of Linux 6.1"
	if m.TCP {
		t.Needs = TCP{}.Traits().Needs + "; " + t.Needs
	}
	return t
}

// Available implements [mechanisms.Mechanism].
func (m Uring) Available() error {
	if m.TCP {
		if err := (TCP{}).Available(); err != nil {
			return err
		}
	}
	return uring.Available(uring.SetupDefer)
}

// Prepare binds and listens.
func (m Uring) Prepare(p *mechanisms.Preparation) error {
	if m.TCP {
		return TCP{}.Prepare(p)
	}
	return UnixStream{}.Prepare(p)
}

// Open accepts or connects, and makes this side's ring.
func (m Uring) Open(e *mechanisms.End) (mechanisms.Link, error) {
	connect := UnixStream{}.connect
	if m.TCP {
		connect = TCP{}.connect
	}
	fd, err := connect(e)
	if err != nil {
		return nil, err
	}
	defer unix.Close(fd) // the ring keeps the socket
	ring, err := uring.New(2, 4, uring.SetupDefer)
	if err != nil {
		return nil, err
	}
	if err := ring.Files(int32(fd)); err != nil {
		return nil, errors.Join(err, ring.Close())
	}
	return &uringLink{uring.NewWaiter(e, ring), m.name()}, nil
}

type uringLink struct {
	ring uring.Waiter
	name string
}

// The UserData of requests.
const (
	ofTransfer uint64 = iota
	ofCancel
)

// Send sends p, mostly in one request: with MSG_WAITALL the kernel goes on after a part.
func (l *uringLink) Send(p []byte) error {
	for len(p) > 0 {
		l.request(uring.OpSend, p, unix.MSG_NOSIGNAL|unix.MSG_WAITALL)
		n, err := l.ring.Do()
		if n <= 0 || err != nil {
			if n, err = l.failed(n, err); err != nil {
				return err
			}
		}
		p = p[n:]
	}
	return nil
}

// Recv receives until p is full. It repeats what Send has, since a function for both would be one return more after
// each system call (see [uring.Waiter.Do]).
//
// After an error the kernel writes to p no more.
func (l *uringLink) Recv(p []byte) error {
	for len(p) > 0 {
		l.request(uring.OpRecv, p, unix.MSG_WAITALL)
		n, err := l.ring.Do()
		if n <= 0 || err != nil {
			if n, err = l.failed(n, err); err != nil {
				return err
			}
		}
		p = p[n:]
	}
	return nil
}

// request makes the next request.
func (l *uringLink) request(opcode uint8, p []byte, flags uint32) {
	q := l.ring.Next()
	q.Opcode, q.Flags, q.OpFlags = opcode, uring.FixedFile, flags
	q.Address, q.Len = uint64(uintptr(unsafe.Pointer(unsafe.SliceData(p)))), uint32(min(len(p), 1<<30))
}

// failed tells what to do after a request that moved nothing, whose result was n, or that could not be waited for, for
// the reason err. It returns how many bytes the request has moved after all, 0 if it is to be made again, or the error
// that ends the message.
func (l *uringLink) failed(n int32, err error) (moved int32, _ error) {
	if err != nil {
		return l.giveUp(err)
	}
	switch errno := unix.Errno(-n); errno {
	case unix.EINTR, unix.EAGAIN:
		return 0, nil
	case 0, unix.EPIPE, unix.ECONNRESET:
		return 0, mechanisms.ErrPeerGone
	default:
		return 0, fmt.Errorf("%s: %w", l.name, errno)
	}
}

// giveUp ends the request under way, since the memory that it reads or writes is the caller's again when Send or Recv
// returns. If the request has moved something after all, that counts.
func (l *uringLink) giveUp(why error) (moved int32, err error) {
	l.ring.Cancel(ofTransfer, ofCancel)
	for left := 2; left > 0; {
		c := l.ring.Completion()
		if c == nil {
			if errno := l.ring.Enter(1); errno != 0 && errno != unix.EINTR {
				return 0, errors.Join(why, fmt.Errorf("io_uring_enter: %w", errno))
			}
			continue
		}
		if c.UserData == ofTransfer {
			moved = c.Result
		}
		l.ring.Seen()
		left--
	}
	if moved > 0 {
		return moved, nil
	}
	return 0, why
}

// Close closes the ring, and with it the socket.
func (l *uringLink) Close() error { return l.ring.Close() }
