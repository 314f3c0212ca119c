package signal

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"sync/atomic"
	"unsafe"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/ready"
	"ipcbench/mechanisms/kit/segment"
	"ipcbench/mechanisms/kit/sysv"
	"ipcbench/mechanisms/kit/word"

	"golang.org/x/sys/unix"
)

// Semop is semop: the bounded buffer of the textbooks, with two System V semaphores each way. One counts the numbers in
// the buffer, the other the room left. A side changes both by one semop(2): the sender takes room and adds a number,
// the receiver takes a number and adds room. The numbers lie in shared memory.
//
// The sender writes a number before that call, when it does not have the room for it yet; the receiver reads one after
// it, when it has given the room back. So there are two places more than the room counts: one for a number that is
// being written, one for a number that is being read.
type Semop struct{}

const (
	semopRoom   = 4
	semopPlaces = semopRoom + 2
	// The semaphores of one direction.
	items, room = 0, 1
	semaphores  = 2
)

// Traits implements [mechanisms.Mechanism].
func (Semop) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: "semop", Family: "signal", Moves: "System V semaphores over numbers in shared memory, one semop each way",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.Simplex, Relation: mechanisms.Any,
		Crosses: []mechanisms.Border{mechanisms.IPC},
		Waits:   ready.CallWaits, Copies: 2, Raw: true,
		Largest: mechanisms.NumberSize, LimitedBy: "the places of its buffer", Number: true,
		Needs: "a kernel with System V IPC",
	}
}

// Unread implements [Bell].
func (Semop) Unread() int { return semopRoom }

// Available implements [mechanisms.Mechanism].
func (Semop) Available() error {
	return sysv.Present(func(key, flags int) (int, error) { return sys.SemGet(key, 0, flags) })
}

// numbers are the places of one direction.
type numbers struct {
	at [semopPlaces]uint64
	_  [word.Line - 8*semopPlaces]byte
}

const numbersBytes = 2 * int(unsafe.Sizeof(numbers{}))

const semopKey = "semaphores"

// Prepare makes the memory, and the semaphores with all the room there is.
func (Semop) Prepare(p *mechanisms.Preparation) error {
	if err := (segment.SysV{}).Create(p, numbersBytes); err != nil {
		return err
	}
	exists := func(key int) bool {
		_, err := sys.SemGet(key, 0, 0)
		return !errors.Is(err, unix.ENOENT)
	}
	key, err := p.SysV(mechanisms.SemaphoreResource, exists, func(key int) error {
		id, err := sys.SemGet(key, 2*semaphores, unix.IPC_CREAT|unix.IPC_EXCL|0o600)
		if err != nil {
			return err
		}
		for _, s := range mechanisms.Sides {
			all := []sys.SemBuf{{Num: uint16(int(s)*semaphores + room), Op: semopRoom}}
			if errno := sys.SemOp(id, all); errno != 0 {
				return errno
			}
		}
		return nil
	})
	if errors.Is(err, unix.ENOSPC) {
		return errors.New("as many semaphores as kernel.sem allows exist already " +
			"(remove some with ipcrm, or raise it with sysctl)")
	}
	if err != nil {
		return fmt.Errorf("semget: %w", err)
	}
	p.Set(semopKey, strconv.Itoa(key))
	return nil
}

// Open finds the semaphores and maps the memory.
func (Semop) Open(e *mechanisms.End) (mechanisms.Link, error) {
	key, err := strconv.Atoi(e.Value(semopKey))
	if err != nil {
		return nil, fmt.Errorf("the semaphores' key: %w", err)
	}
	l := &semopLink{canSend: ready.NewCall(e), canRecv: ready.NewCall(e)}
	if l.id, err = sys.SemGet(key, 0, 0); err != nil {
		return nil, fmt.Errorf("semget: %w", err)
	}
	if l.memory, err = (segment.SysV{}).Attach(e, numbersBytes); err != nil {
		return nil, err
	}
	both := (*[2]numbers)(unsafe.Pointer(&l.memory[0]))
	l.out, l.in = &both[e.Side], &both[e.Side.Other()]
	out, in := uint16(int(e.Side)*semaphores), uint16(int(e.Side.Other())*semaphores)
	l.put = [2]sys.SemBuf{{Num: out + room, Op: -1}, {Num: out + items, Op: 1}}
	l.take = [2]sys.SemBuf{{Num: in + items, Op: -1}, {Num: in + room, Op: 1}}
	return l, nil
}

type semopLink struct {
	id               int
	put, take        [2]sys.SemBuf
	canSend, canRecv ready.Call
	out, in          *numbers
	sent, received   int
	memory           []byte
}

// Send writes the number, and then counts it.
func (l *semopLink) Send(p []byte) error {
	number, err := numberOf("semop", p)
	if err != nil {
		return err
	}
	atomic.StoreUint64(&l.out.at[l.sent%semopPlaces], number)
	if err := l.operate(&l.put, &l.canSend); err != nil {
		return err
	}
	l.sent++
	return nil
}

// Recv waits for a number and reads it.
func (l *semopLink) Recv(p []byte) error {
	if err := checkNumber("semop", p); err != nil {
		return err
	}
	if err := l.operate(&l.take, &l.canRecv); err != nil {
		return err
	}
	binary.LittleEndian.PutUint64(p, atomic.LoadUint64(&l.in.at[l.received%semopPlaces]))
	l.received++
	return nil
}

// operate does both operations by one call, when both are possible.
func (l *semopLink) operate(operations *[2]sys.SemBuf, call *ready.Call) error {
	for failures := 0; ; failures++ {
		flag := int16(call.Flag(unix.IPC_NOWAIT))
		operations[0].Flags, operations[1].Flags = flag, flag
		errno := sys.SemOp(l.id, operations[:])
		if errno == 0 {
			call.Done()
			return nil
		}
		if err := call.Retry(errno, failures); err != nil {
			return fmt.Errorf("semop: %w", err)
		}
	}
}

// Close detaches the memory.
func (l *semopLink) Close() error { return segment.SysV{}.Detach(l.memory) }
