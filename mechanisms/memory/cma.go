package memory

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync/atomic"
	"unsafe"

	"ipcbench/internal/host"
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/segment"
	"ipcbench/mechanisms/kit/word"

	"golang.org/x/sys/unix"
)

// CMA is cma, cross memory attach: the receiver copies each message straight out of the sender's private buffer with
// process_vm_readv(2), so that the payload is copied once, by the kernel. A shared slot says where the buffer is, and
// its sequence word that there is a message. Send waits until the message has been copied, since afterwards the caller
// may overwrite it. MPI libraries use this for long messages between processes of one node.
type CMA struct{}

// Traits implements [mechanisms.Mechanism].
func (CMA) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: "cma", VariantOf: "shm-slot", Family: "memory",
		Moves:    "process_vm_readv out of the sender's buffer, told of through a shared slot",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.Simplex, Relation: mechanisms.Related,
		Crosses: []mechanisms.Border{mechanisms.Inherited, mechanisms.PID},
		Waits:   word.Waits, Copies: 1, Raw: true, Rendezvous: true,
		Needs: "leave to read the other process's memory (ptrace)",
	}
}

// Available looks whether a process may read another's memory.
func (CMA) Available() error {
	var from, to [1]byte
	switch _, errno := sys.ReadMemory(os.Getpid(), uintptr(unsafe.Pointer(&from)), to[:]); errno {
	case 0:
	case unix.ENOSYS:
		return errors.New("this kernel has no process_vm_readv (CONFIG_CROSS_MEMORY_ATTACH)")
	default:
		return fmt.Errorf("process_vm_readv: %w", errno)
	}
	if err := sys.CanAllowTracing(); err != nil {
		return fmt.Errorf("%w (the seccomp profile forbids a process to let the other read its memory)", err)
	}
	// Source: Documentation/admin-guide/LSM/Yama.rst. With scope 1 a process may allow it, which Open does.
	scope := host.Sysctl("kernel.yama.ptrace_scope", 0)
	if scope >= 3 || scope == 2 && os.Geteuid() != 0 {
		return fmt.Errorf("kernel.yama.ptrace_scope = %d forbids processes to read each other's memory "+
			"(sysctl kernel.yama.ptrace_scope=1)", scope)
	}
	return nil
}

// A parcel is one direction's slot: which message is there, where, and how many have been taken.
type parcel struct {
	value   uint64 // messages sent
	address uint64 // of the last, in the sender's memory
	size    uint64 // its bytes
	_       [word.Line - 24]byte
	sleeper uint32 // the receiver sleeps on value
	_       [word.Line - 4]byte
	taken   uint64
	_       [word.Line - 8]byte
	blocked uint32 // the sender sleeps on taken
	_       [word.Line - 4]byte
	pid     uint64 // of the sender, once that has opened
	_       [word.Line - 8]byte
}

const parcelsBytes = 2 * int(unsafe.Sizeof(parcel{}))

// Prepare makes the two slots.
func (CMA) Prepare(p *mechanisms.Preparation) error { return segment.Memfd{}.Create(p, parcelsBytes) }

// Open maps the slots, allows the other side to read this process's memory, and waits for the other side's process id.
func (CMA) Open(e *mechanisms.End) (mechanisms.Link, error) {
	m, err := segment.Memfd{}.Attach(e, parcelsBytes)
	if err != nil {
		return nil, err
	}
	parcels := (*[2]parcel)(unsafe.Pointer(&m[0]))
	out, in := &parcels[e.Side], &parcels[e.Side.Other()]
	if err := sys.AllowTracing(); err != nil {
		return nil, errors.Join(err, segment.Memfd{}.Detach(m))
	}
	atomic.StoreUint64(&out.pid, uint64(os.Getpid()))
	pid, err := word.Said(&in.pid, e.Peer)
	if err != nil {
		return nil, errors.Join(err, segment.Memfd{}.Detach(m))
	}
	return &cmaLink{
		out: out, outWord: word.Word{Value: &out.value, Sleeper: &out.sleeper},
		outTaken: word.Word{Value: &out.taken, Sleeper: &out.blocked},
		in:       in, inWord: word.Word{Value: &in.value, Sleeper: &in.sleeper},
		inTaken: word.Word{Value: &in.taken, Sleeper: &in.blocked},
		pid:     int(pid), size: e.Size, sleeps: e.Wait.Sleeps(), memory: m,
		canReturn: word.NewWaiter(e), canRecv: word.NewWaiter(e),
	}, nil
}

type cmaLink struct {
	out               *parcel
	outWord, outTaken word.Word
	in                *parcel
	inWord, inTaken   word.Word
	sent, received    uint32 // messages, modulo 1<<32

	pid    int // of the other side
	size   int // bytes of the largest message
	sleeps bool
	memory []byte

	canReturn, canRecv word.Waiter // from Send, from Recv
}

// Send says where p is and waits until the other side has copied it.
func (l *cmaLink) Send(p []byte) error {
	if len(p) > l.size {
		return mechanisms.TooLarge("cma", len(p), l.size)
	}
	l.out.address, l.out.size = uint64(uintptr(unsafe.Pointer(unsafe.SliceData(p)))), uint64(len(p))
	l.sent++
	l.outWord.Publish(uint64(l.sent), l.sleeps)
	err := l.outTaken.Await(l.sent, &l.canReturn)
	runtime.KeepAlive(p)
	return err
}

// Recv copies the next message out of the other process and says that it is taken.
func (l *cmaLink) Recv(p []byte) error {
	next := l.received + 1
	if err := l.inWord.Await(next, &l.canRecv); err != nil {
		return err
	}
	if l.in.size != uint64(len(p)) {
		return mechanisms.WrongSize("cma", int(l.in.size), len(p))
	}
	for done := 0; done < len(p); {
		n, errno := sys.ReadMemory(l.pid, uintptr(l.in.address)+uintptr(done), p[done:])
		switch errno {
		case 0:
			done += int(n)
		case unix.ESRCH:
			return mechanisms.ErrPeerGone
		case unix.EINTR:
		default:
			return fmt.Errorf("process_vm_readv: %w", errno)
		}
	}
	l.received = next
	l.inTaken.Publish(uint64(next), l.sleeps)
	return nil
}

// Close unmaps the slots.
func (l *cmaLink) Close() error {
	if l.memory == nil {
		return errors.New("cma: closed twice")
	}
	m := l.memory
	l.memory = nil
	return segment.Memfd{}.Detach(m)
}
