package queue

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"

	"ipcbench/internal/host"
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/ready"
	"ipcbench/mechanisms/kit/sysv"

	"golang.org/x/sys/unix"
)

// SysV is mq-sysv: two System V message queues, one each way, of sysvipc(7). The calls want a message's type before its
// text, in the same memory. So each side copies the payload once more than with mq-posix: into or out of such a buffer.
type SysV struct{}

// Traits implements [mechanisms.Mechanism].
func (SysV) Traits() mechanisms.Traits {
	largest, by := host.Sysctl("kernel.msgmax", 8192), "kernel.msgmax"
	if most := host.Sysctl("kernel.msgmnb", 16384); most < largest {
		largest, by = most, "kernel.msgmnb"
	}
	return mechanisms.Traits{
		Name: "mq-sysv", VariantOf: "mq-posix", Family: "queue", Moves: "two System V message queues, found by key",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.Simplex, Relation: mechanisms.Any,
		Crosses: []mechanisms.Border{mechanisms.IPC},
		Waits:   ready.CallWaits, Copies: 4, Raw: true,
		Largest: largest, LimitedBy: by, Remedy: "raise it with sysctl",
		Needs: "a kernel with System V IPC",
	}
}

// Available implements [mechanisms.Mechanism].
func (SysV) Available() error { return sysv.Present(sys.MsgGet) }

// Prepare makes the two queues.
func (SysV) Prepare(p *mechanisms.Preparation) error {
	exists := func(key int) bool {
		_, err := sys.MsgGet(key, 0)
		return !errors.Is(err, unix.ENOENT)
	}
	for _, s := range mechanisms.Sides {
		key, err := p.SysV(mechanisms.SysVQueueResource, exists, func(key int) error {
			_, err := sys.MsgGet(key, unix.IPC_CREAT|unix.IPC_EXCL|0o600)
			return err
		})
		if errors.Is(err, unix.ENOSPC) {
			return errors.New("kernel.msgmni queues exist already (remove some with ipcrm, or raise it with sysctl)")
		}
		if err != nil {
			return fmt.Errorf("msgget: %w", err)
		}
		p.Set(s.String(), strconv.Itoa(key))
	}
	return nil
}

// Open finds both queues by key.
func (SysV) Open(e *mechanisms.End) (mechanisms.Link, error) {
	l := &sysvLink{
		largest: e.Size, room: ready.NewCall(e), news: ready.NewCall(e), message: make([]byte, typeBytes+e.Size),
	}
	for side, id := range map[mechanisms.Side]*int{e.Side: &l.out, e.Side.Other(): &l.in} {
		key, err := strconv.Atoi(e.Value(side.String()))
		if err != nil {
			return nil, fmt.Errorf("the queue's key: %w", err)
		}
		if *id, err = sys.MsgGet(key, 0); err != nil {
			return nil, fmt.Errorf("msgget: %w", err)
		}
	}
	return l, nil
}

// typeBytes is the length of a message's type, a long.
const typeBytes = 8

type sysvLink struct {
	out, in    int
	room, news ready.Call
	largest    int    // bytes
	message    []byte // type and text, of sending and receiving alike
}

// Send queues p as one message of type 1.
func (l *sysvLink) Send(p []byte) error {
	if len(p) > l.largest {
		return mechanisms.TooLarge("mq-sysv", len(p), l.largest)
	}
	binary.NativeEndian.PutUint64(l.message, 1)
	copy(l.message[typeBytes:], p)
	for failures := 0; ; failures++ {
		errno := sys.MsgSnd(l.out, &l.message[0], len(p), l.room.Flag(unix.IPC_NOWAIT))
		if errno == 0 {
			l.room.Done()
			return nil
		}
		if err := l.room.Retry(errno, failures); err != nil {
			return fmt.Errorf("msgsnd: %w", err)
		}
	}
}

// Recv takes the oldest message, which must have len(p) bytes.
func (l *sysvLink) Recv(p []byte) error {
	for failures := 0; ; failures++ {
		n, errno := sys.MsgRcv(l.in, &l.message[0], l.largest, l.news.Flag(unix.IPC_NOWAIT))
		if errno == 0 {
			l.news.Done()
			if int(n) != len(p) {
				return mechanisms.WrongSize("mq-sysv", int(n), len(p))
			}
			copy(p, l.message[typeBytes:])
			return nil
		}
		if err := l.news.Retry(errno, failures); err != nil {
			return fmt.Errorf("msgrcv: %w", err)
		}
	}
}

// Close has nothing to close: a process holds no reference to a queue.
func (l *sysvLink) Close() error { return nil }
