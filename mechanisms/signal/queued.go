package signal

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"unsafe"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/ready"
	"ipcbench/mechanisms/kit/segment"
	"ipcbench/mechanisms/kit/word"

	"golang.org/x/sys/unix"
)

// Queued is signal: a real-time signal each way, queued with a value by rt_tgsigqueueinfo(2) for the thread at the
// other end, which has blocked it and takes it with rt_sigtimedwait(2). No handler runs. Source: signal(7), real-time
// signals.
//
// Real-time signals are queued in order, and none is lost. When RLIMIT_SIGPENDING of them are queued the call fails,
// and nothing tells the sender when there is room again. So it has at most signalsUnread under way: the receiver counts
// in shared memory how many it has taken.
type Queued struct{}

const (
	// theSignal is a real-time signal that neither Go's runtime nor the C library uses.
	theSignal     = 50
	signalsUnread = 4
)

// Traits implements [mechanisms.Mechanism].
func (Queued) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: "signal", Family: "signal", Moves: "a real-time signal each way, queued with a number",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.Simplex, Relation: mechanisms.Related,
		Crosses: []mechanisms.Border{mechanisms.Inherited, mechanisms.PID},
		Waits:   ready.CallWaits, Copies: 2, Raw: true, Threaded: true,
		Largest: mechanisms.NumberSize, LimitedBy: "a signal's value", Number: true,
	}
}

// Unread implements [Bell].
func (Queued) Unread() int { return signalsUnread }

// Available looks whether as many signals may be queued as both directions may have under way. The limit holds for
// root, too.
func (Queued) Available() error {
	const needed = 2 * signalsUnread
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_SIGPENDING, &limit); err != nil {
		return fmt.Errorf("getrlimit(RLIMIT_SIGPENDING): %w", err)
	}
	if limit.Cur < needed {
		return fmt.Errorf("RLIMIT_SIGPENDING = %d: fewer than the %d signals that may be queued at once "+
			"(raise it with ulimit -i)", limit.Cur, needed)
	}
	return nil
}

// A party is what one side tells the other.
type party struct {
	pid, tid uint64 // of this side's thread, once it has opened; pid is written first
	_        [word.Line - 16]byte
	received uint64 // signals
	_        [word.Line - 8]byte
	waiting  uint32 // this side sleeps on what the other has received
	_        [word.Line - 4]byte
}

const partiesBytes = 2 * int(unsafe.Sizeof(party{}))

// Prepare makes the memory.
func (Queued) Prepare(p *mechanisms.Preparation) error {
	return segment.Memfd{}.Create(p, partiesBytes)
}

// Open blocks the signal in this thread, says which thread that is, and waits for the other side to say so.
func (Queued) Open(e *mechanisms.End) (mechanisms.Link, error) {
	memory, err := segment.Memfd{}.Attach(e, partiesBytes)
	if err != nil {
		return nil, err
	}
	if err := sys.BlockSignal(theSignal); err != nil {
		return nil, errors.Join(fmt.Errorf("rt_sigprocmask: %w", err), segment.Memfd{}.Detach(memory))
	}
	both := (*[2]party)(unsafe.Pointer(&memory[0]))
	l := &queuedLink{
		self: &both[e.Side], other: &both[e.Side.Other()], sleeps: e.Wait.Sleeps(),
		canSend: word.NewWaiter(e), canRecv: ready.NewCall(e), memory: memory,
	}
	l.out.PID, l.out.UID = int32(os.Getpid()), uint32(os.Getuid())
	atomic.StoreUint64(&l.self.pid, uint64(os.Getpid()))
	atomic.StoreUint64(&l.self.tid, uint64(unix.Gettid()))
	tid, err := word.Said(&l.other.tid, e.Peer)
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	l.pid, l.tid = int(l.other.pid), int(tid)
	return l, nil
}

type queuedLink struct {
	pid, tid       int // of the other side
	self, other    *party
	sent, received uint64
	sleeps         bool // waiters may sleep, so stores must wake
	canSend        word.Waiter
	canRecv        ready.Call
	out, in        sys.SigInfo
	memory         []byte
}

// Send queues the signal with the number.
func (l *queuedLink) Send(p []byte) error {
	number, err := numberOf("signal", p)
	if err != nil {
		return err
	}
	for polls := 0; ; polls++ {
		received := atomic.LoadUint64(&l.other.received)
		if l.sent-received < signalsUnread {
			break
		}
		err := l.canSend.Idle(polls, word.Low(&l.other.received), uint32(received), &l.self.waiting)
		if err != nil {
			return err
		}
	}
	switch errno := sys.QueueSignal(l.pid, l.tid, theSignal, number, &l.out); errno {
	case 0:
		l.sent++
		return nil
	case unix.ESRCH:
		return mechanisms.ErrPeerGone
	case unix.EAGAIN:
		return errors.New("signal: RLIMIT_SIGPENDING signals are queued for this user already " +
			"(raise it with ulimit -i)")
	default:
		return fmt.Errorf("rt_tgsigqueueinfo: %w", errno)
	}
}

// Recv takes the oldest signal.
func (l *queuedLink) Recv(p []byte) error {
	if err := checkNumber("signal", p); err != nil {
		return err
	}
	for failures := 0; ; failures++ {
		errno := sys.WaitSignal(theSignal, &l.in, l.canRecv.Sleeps())
		if errno == 0 {
			break
		}
		if err := l.canRecv.Retry(errno, failures); err != nil {
			return err
		}
	}
	l.canRecv.Done()
	binary.LittleEndian.PutUint64(p, l.in.Value)
	l.received++
	word.Word{Value: &l.self.received, Sleeper: &l.other.waiting}.Publish(l.received, l.sleeps)
	return nil
}

// Close unblocks the signal and unmaps the memory. Signals that were not received then go to Go's handler, which
// ignores them, so that the next Link of this thread does not find them.
func (l *queuedLink) Close() error {
	return errors.Join(sys.UnblockSignal(theSignal), segment.Memfd{}.Detach(l.memory))
}
