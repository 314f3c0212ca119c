package signal

import (
	"encoding/binary"
	"errors"
	"fmt"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/uring"

	"golang.org/x/sys/unix"
)

// MsgRing is uring-msg: each side has an io_uring, and the other side puts numbers into its completion queue by
// IORING_OP_MSG_RING. A sender has at most messagesUnread under way, and the receiver tells it in the same way when it
// has read half as many: what a full completion queue does not take, the kernel would keep without bound.
//
// A side that sleeps has its ring finish completions when it enters the kernel (IORING_SETUP_DEFER_TASKRUN), so that a
// message costs one wake-up. For a side that polls they appear in memory as they come, and it receives without a system
// call. Source: io_uring_enter(2); io_uring/msg_ring.c.
type MsgRing struct{}

const (
	messagesUnread = 256
	// readHeard is after how many messages the receiver tells the sender that it has read them.
	readHeard = messagesUnread / 2

	// control is the bit of a completion's UserData that says that it is no message. Its Result is then how many
	// messages the other side has read; or, below 0, the error number of a request of this side.
	control = 1 << 63
)

// Traits implements [mechanisms.Mechanism].
func (MsgRing) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: "uring-msg", Family: "signal", Moves: "a number into the other side's io_uring completion queue",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.Simplex, Relation: mechanisms.Related,
		Crosses: []mechanisms.Border{mechanisms.Inherited},
		Waits:   uring.Waits, Copies: 2, Raw: true, Threaded: true,
		Largest: mechanisms.NumberSize, LimitedBy: "a completion's user_data", Number: true,
		Needs: "io_uring of Linux 6.1",
	}
}

// Available implements [mechanisms.Mechanism].
func (MsgRing) Available() error { return uring.Available(uring.SetupDefer) }

// Prepare makes both rings, for the sides to own: each needs the other's descriptor.
func (MsgRing) Prepare(p *mechanisms.Preparation) error {
	flags := uring.SetupFor(p.Wait)
	for _, s := range mechanisms.Sides {
		// There is room for more than the messages: two controls may be under way, and the completion of a request
		// that failed.
		fd, shape, err := uring.Make(4, 2*messagesUnread, flags)
		if err != nil {
			return err
		}
		p.Give(s, "ring", fd)
		p.Set("shape-"+s.String(), shape)
		twin, err := unix.FcntlInt(uintptr(fd), unix.F_DUPFD_CLOEXEC, 0)
		if err != nil {
			return fmt.Errorf("fcntl(F_DUPFD_CLOEXEC): %w", err)
		}
		p.Give(s.Other(), "other", twin)
	}
	return nil
}

// Open makes this thread the owner of its ring, and returns when the other side's can be sent to.
func (MsgRing) Open(e *mechanisms.End) (mechanisms.Link, error) {
	other, err := e.FD("other")
	if err != nil {
		return nil, err
	}
	fd, err := e.FD("ring")
	if err != nil {
		return nil, errors.Join(err, unix.Close(other))
	}
	ring, err := uring.Own(fd, e.Value("shape-"+e.Side.String()))
	if err != nil {
		return nil, errors.Join(err, unix.Close(other))
	}
	l := &msgLink{ring: uring.NewWaiter(e, ring), other: int32(other)}
	for { // say, to see whether it comes through, that no message is read yet
		if err = l.post(control, 0); err != nil {
			break
		}
		if errno := l.take(); errno == 0 {
			return l, nil
		} else if errno != unix.EBADFD { // the ring has no owner yet
			err = fmt.Errorf("uring-msg: %w", errno)
			break
		}
		if e.Peer.Gone() {
			err = mechanisms.ErrPeerGone
			break
		}
		sys.Yield()
	}
	return nil, errors.Join(err, l.Close())
}

type msgLink struct {
	ring  uring.Waiter
	other int32

	credit, heard int // messages sent and not known to be read; messages read and not told of

	// Messages wait here that were ahead of a control in the completion queue: number of them, first the oldest.
	waiting       [messagesUnread]uint64
	first, number uint32
}

// post puts one completion into the other side's queue. If that fails, a completion of this side says so.
func (l *msgLink) post(data uint64, result uint32) error {
	q := l.ring.Next()
	q.Opcode, q.Flags, q.FD, q.UserData = uring.OpMsgRing, uring.CQESkipSuccess, l.other, control
	q.Offset, q.Len = data, result
	return l.ring.Submit(false)
}

// take takes all completions there are, and returns the error number of a request that failed.
func (l *msgLink) take() (failed unix.Errno) {
	for c := l.ring.Completion(); c != nil; c = l.ring.Completion() {
		switch {
		case c.UserData&control == 0:
			l.waiting[(l.first+l.number)%messagesUnread] = c.UserData
			l.number++
		case c.Result < 0:
			failed = unix.Errno(-c.Result)
		default:
			l.credit -= int(c.Result)
		}
		l.ring.Seen()
	}
	return failed
}

func (l *msgLink) check() error {
	switch errno := l.take(); errno {
	case 0:
		return nil
	case unix.EOWNERDEAD:
		return mechanisms.ErrPeerGone
	default:
		return fmt.Errorf("uring-msg: %w", errno)
	}
}

// Send posts the number.
func (l *msgLink) Send(p []byte) error {
	number, err := numberOf("uring-msg", p)
	if err != nil {
		return err
	}
	for l.credit == messagesUnread {
		if _, err := l.ring.Await(); err != nil {
			return err
		}
		if err := l.check(); err != nil {
			return err
		}
	}
	l.credit++
	if err := l.post(number, mechanisms.NumberSize); err != nil {
		return err
	}
	if l.ring.Completion() == nil {
		return nil
	}
	return l.check()
}

// Recv takes the oldest number.
func (l *msgLink) Recv(p []byte) error {
	if err := checkNumber("uring-msg", p); err != nil {
		return err
	}
	for l.number == 0 {
		if _, err := l.ring.Await(); err != nil {
			return err
		}
		if err := l.check(); err != nil {
			return err
		}
	}
	binary.LittleEndian.PutUint64(p, l.waiting[l.first%messagesUnread])
	l.first++
	l.number--
	l.heard++
	if l.heard == readHeard {
		l.heard = 0
		return l.post(control, readHeard)
	}
	return nil
}

// Close closes both rings.
func (l *msgLink) Close() error { return errors.Join(l.ring.Close(), unix.Close(int(l.other))) }
