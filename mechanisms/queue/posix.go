// Package queue holds the message queues of the kernel.
package queue

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"

	"ipcbench/internal/host"
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/ready"

	"golang.org/x/sys/unix"
)

// POSIX is mq-posix: two POSIX message queues, one each way, of mq_overview(7).
type POSIX struct{}

// Traits implements [mechanisms.Mechanism].
func (POSIX) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: "mq-posix", Family: "queue", Moves: "two POSIX message queues",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.Simplex, Relation: mechanisms.Any,
		Crosses: []mechanisms.Border{mechanisms.IPC},
		Waits:   mechanisms.Waits, Copies: 2, Raw: true,
		Largest:   host.Sysctl("fs.mqueue.msgsize_max", 8192),
		LimitedBy: "fs.mqueue.msgsize_max", Remedy: "raise it with sysctl",
		Needs: "a kernel with POSIX message queues",
	}
}

// Available only looks for a queue, one that does not exist: if it made one as a trial and this process were killed
// just then, that would stay behind.
func (POSIX) Available() error {
	fd, err := sys.MqOpen(fmt.Sprintf("ipcbench-%d-probe-%s", os.Getpid(), rand.Text()), unix.O_RDONLY, 0, nil)
	var limit unix.Rlimit
	switch {
	case err == nil:
		unix.Close(fd)
	case !errors.Is(err, unix.ENOENT):
		return refusal(err)
	}
	if unix.Getrlimit(unix.RLIMIT_MSGQUEUE, &limit) == nil && limit.Cur < leastQueue {
		return refusal(unix.EMFILE)
	}
	return nil
}

// leastQueue is about what the smallest queue counts for towards RLIMIT_MSGQUEUE, in bytes. Source: mq_overview(7).
const leastQueue = 256

// refusal says why mq_open failed, and what helps.
func refusal(err error) error {
	switch {
	case errors.Is(err, unix.ENOSYS):
		return errors.New("this kernel has no POSIX message queues (CONFIG_POSIX_MQUEUE)")
	case errors.Is(err, unix.EMFILE):
		return errors.New("RLIMIT_MSGQUEUE leaves no room for a queue (raise it with ulimit -q)")
	case errors.Is(err, unix.ENOSPC):
		return errors.New("fs.mqueue.queues_max queues exist already (remove some, or raise it with sysctl)")
	}
	return fmt.Errorf("mq_open: %w", err)
}

// Prepare makes the two queues, each as deep as an ordinary user may have it.
func (POSIX) Prepare(p *mechanisms.Preparation) error {
	attr := sys.MqAttr{MaxMsg: int64(min(10, host.Sysctl("fs.mqueue.msg_max", 10))), MsgSize: int64(p.Size)}
	for _, s := range mechanisms.Sides {
		name := p.Unique + "-from-" + s.String()
		if err := p.Register(mechanisms.Resource{Kind: mechanisms.QueueResource, Name: name}); err != nil {
			return err
		}
		p.Set(s.String(), name)
		fd, err := sys.MqOpen(name, unix.O_RDWR|unix.O_CREAT|unix.O_EXCL, 0o600, &attr)
		if errors.Is(err, unix.EEXIST) {
			return fmt.Errorf("the message queue %s is there already, and not ours (remove it): %w", name, err)
		}
		if err != nil {
			return refusal(err)
		}
		unix.Close(fd)
	}
	return nil
}

// Open opens both queues by name.
func (POSIX) Open(e *mechanisms.End) (mechanisms.Link, error) {
	out, err := sys.MqOpen(e.Value(e.Side.String()), unix.O_WRONLY, 0, nil)
	if err != nil {
		return nil, fmt.Errorf("mq_open: %w", err)
	}
	in, err := sys.MqOpen(e.Value(e.Side.Other().String()), unix.O_RDONLY, 0, nil)
	if err != nil {
		unix.Close(out)
		return nil, fmt.Errorf("mq_open: %w", err)
	}
	ends, err := ready.NewPair(e, in, out)
	if err != nil {
		return nil, err
	}
	return &posixLink{ends: ends, size: e.Size, part: make([]byte, e.Size)}, nil
}

type posixLink struct {
	ends ready.Pair
	size int    // mq_msgsize of both queues, bytes
	part []byte // for messages shorter than size: mq_receive wants room for the longest
}

// Send queues p as one message.
func (l *posixLink) Send(p []byte) error {
	if len(p) > l.size {
		return &mechanisms.SizeError{Mechanism: "mq-posix", Size: len(p), Limit: l.size, Why: "the queue's mq_msgsize"}
	}
	errno := sys.MqSend(l.ends.W, p)
	if errno == 0 {
		return nil
	}
	return l.SendRest(p, 0, errno)
}

// SendCall is mq_timedsend(2).
func (l *posixLink) SendCall(p []byte) (mechanisms.Call, bool) {
	return mechanisms.BufferCall(unix.SYS_MQ_TIMEDSEND, l.ends.W, p, 0), len(p) <= l.size
}

// SendRest tries again after errno.
func (l *posixLink) SendRest(p []byte, _ uintptr, errno unix.Errno) error {
	for failures := 0; errno != 0; failures++ {
		if err := l.ends.CanWrite.Retry(errno, failures); err != nil {
			return err
		}
		errno = sys.MqSend(l.ends.W, p)
	}
	return nil
}

// RecvCall is mq_timedreceive(2), unless the strategy asks for readiness first, or p has no room for the longest
// message.
func (l *posixLink) RecvCall(p []byte) (mechanisms.Call, bool) {
	return mechanisms.BufferCall(unix.SYS_MQ_TIMEDRECEIVE, l.ends.R, p, len(p)), !l.ends.CanRead.Ask && len(p) == l.size
}

// RecvRest tries again after errno, or refuses a message of n bytes.
func (l *posixLink) RecvRest(p []byte, n uintptr, errno unix.Errno) error {
	got, err := l.received(p, n, errno)
	if err == nil && got != len(p) {
		return mechanisms.WrongSize("mq-posix", got, len(p))
	}
	return err
}

// Recv takes the oldest message, which must have len(p) bytes.
func (l *posixLink) Recv(p []byte) error {
	if len(p) == l.size {
		n, err := l.recv(p)
		if err == nil && n != len(p) {
			return mechanisms.WrongSize("mq-posix", n, len(p))
		}
		return err
	}
	n, err := l.recv(l.part)
	if err == nil && n != len(p) {
		return mechanisms.WrongSize("mq-posix", n, len(p))
	}
	copy(p, l.part)
	return err
}

func (l *posixLink) recv(p []byte) (int, error) {
	if l.ends.CanRead.Ask {
		if err := l.ends.CanRead.Wait(); err != nil {
			return 0, err
		}
	}
	n, errno := sys.MqReceive(l.ends.R, p)
	if errno == 0 {
		return int(n), nil
	}
	return l.received(p, n, errno)
}

// received goes on after a call that returned n and errno.
func (l *posixLink) received(p []byte, n uintptr, errno unix.Errno) (int, error) {
	for failures := 0; errno != 0; failures++ {
		if err := l.ends.CanRead.Retry(errno, failures); err != nil {
			return 0, err
		}
		if l.ends.CanRead.Ask {
			if err := l.ends.CanRead.Wait(); err != nil {
				return 0, err
			}
		}
		n, errno = sys.MqReceive(l.ends.R, p)
	}
	return int(n), nil
}

// Close closes both queues.
func (l *posixLink) Close() error { return l.ends.Close() }
