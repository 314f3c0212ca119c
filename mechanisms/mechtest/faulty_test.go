package mechtest_test

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"

	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// faultVariable names the fault of the process's mechanism, and of its workers'.
const faultVariable = "MECHTEST_FAULT"

// packets is a mechanism without a fault, or with the one that is named: Unix SOCK_SEQPACKET sockets, by raw calls,
// which block or spin.
type packets struct{ fault string }

func (m packets) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: "packets", Family: "socket", Moves: "packets over a pair of Unix sockets",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.Duplex, Relation: mechanisms.Related,
		Waits: []mechanisms.Wait{mechanisms.Block, mechanisms.Spin}, Copies: 2, Raw: true,
		Largest: 64 << 10, LimitedBy: "what a socket holds by default", Batches: m.fault == "batches",
	}
}

func (packets) Available() error { return nil }

// oddSize is the size of the System V segments that one fault leaves behind, by which the test finds them.
const oddSize = 12_345

func (m packets) Prepare(p *mechanisms.Preparation) error {
	fds, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_SEQPACKET|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return fmt.Errorf("socketpair: %w", err)
	}
	for _, side := range mechanisms.Sides {
		p.Give(side, "socket", fds[side])
	}
	switch m.fault {
	case "leak-name":
		f, err := os.CreateTemp("/dev/shm", p.Unique+"-"+leftName)
		if err != nil {
			return err
		}
		return f.Close()
	case "leak-sysv":
		_, err = unix.SysvShmGet(unix.IPC_PRIVATE, oddSize, unix.IPC_CREAT|0o600)
	}
	return err
}

// leftName is in the names that one fault leaves behind.
const leftName = "mechtest-left"

func (m packets) Open(e *mechanisms.End) (mechanisms.Link, error) {
	fd, err := e.FD("socket")
	if err != nil {
		return nil, err
	}
	l := &packetLink{fd: fd, end: e, fault: m.fault}
	switch m.fault {
	case "leak-eventfd":
		_, err = unix.Eventfd(0, unix.EFD_CLOEXEC)
	case "leak-mapping":
		var memory int
		if memory, err = unix.MemfdCreate("left", unix.MFD_CLOEXEC); err == nil {
			_, err = unix.Mmap(memory, 0, os.Getpagesize(), unix.PROT_READ, unix.MAP_SHARED)
			unix.Close(memory)
		}
	case "leak-thread":
		go func() {
			runtime.LockOSThread()
			select {}
		}()
	case "garbage":
		l.keeps = make([]byte, 2<<20)
	case "raw-file":
		// The Go runtime reads and writes such a file.
		if err := unix.SetNonblock(fd, true); err != nil {
			return nil, err
		}
		l.file = os.NewFile(uintptr(fd), "socket")
	case "raw-wake", "raw-park":
		l.bell, l.echo = make(chan bool, 1), make(chan bool)
		go func() {
			for range l.bell {
				if m.fault == "raw-park" {
					l.echo <- true
				}
			}
		}()
	case "flush":
		return &holdingLink{packetLink: l}, nil
	case "direct-short", "direct-rest", "direct-recv":
		return directLink{l}, nil
	}
	return l, err
}

// A directLink is Direct, with a fault in one of its methods.
type directLink struct{ *packetLink }

func (l directLink) SendCall(p []byte) (mechanisms.Call, bool) {
	switch l.fault {
	case "direct-short":
		return mechanisms.BufferCall(unix.SYS_WRITE, l.fd, p[:len(p)-1], len(p)-1), true
	case "direct-rest":
		if l.sent++; l.sent%every == every/2+1 { // those of an even number are sent by Send
			return mechanisms.BufferCall(unix.SYS_WRITE, -1, p, len(p)), true
		}
	}
	return mechanisms.BufferCall(unix.SYS_WRITE, l.fd, p, len(p)), true
}

func (l directLink) SendRest([]byte, uintptr, unix.Errno) error { return nil }

func (l directLink) RecvCall(p []byte) (mechanisms.Call, bool) {
	return mechanisms.BufferCall(unix.SYS_READ, l.fd, p[:len(p)/2], len(p)/2), l.fault == "direct-recv"
}

func (l directLink) RecvRest(p []byte, n uintptr, errno unix.Errno) error { return errno }

type packetLink struct {
	fd    int
	end   *mechanisms.End
	fault string
	sent  int
	held  []byte // a message that the next one overtakes
	file  *os.File
	bell  chan bool
	echo  chan bool
	keeps []byte
}

// every is how rare a fault of a message is.
const every = 1000

func (l *packetLink) Send(p []byte) error {
	if len(p) > l.end.Size && l.fault != "too-large" {
		return &mechanisms.SizeError{Mechanism: "packets", Size: len(p), Limit: l.end.Size, Why: "End.Size"}
	}
	if l.held != nil {
		held := l.held
		l.held = nil
		return errors.Join(l.write(p), l.write(held))
	}
	l.sent++
	if l.sent%every == 0 {
		switch l.fault {
		case "lose":
			return nil
		case "repeat":
			return errors.Join(l.write(p), l.write(p))
		case "swap":
			l.held = slices.Clone(p)
			return nil
		case "damage":
			p = slices.Clone(p)
			p[len(p)-1] ^= 1
		}
	}
	switch l.fault {
	case "raw-syscall-send":
		if _, _, e := unix.Syscall6(unix.SYS_GETPPID, 0, 0, 0, 0, 0, 0); e != 0 {
			return e
		}
	case "raw-allocation":
		l.keeps = slices.Clone(p)
	case "raw-wake":
		select {
		case l.bell <- true:
		default:
		}
	case "raw-park":
		l.bell <- true
		<-l.echo
	case "raw-file":
		_, err := l.file.Write(p)
		return err
	}
	return l.write(p)
}

func (l *packetLink) write(p []byte) error {
	for {
		_, errno := l.call(unix.RawSyscall6, unix.SYS_SENDTO, p, unix.MSG_NOSIGNAL)
		if done, err := l.after(errno); done {
			return err
		}
	}
}

func (l *packetLink) Recv(p []byte) error {
	if l.fault == "raw-file" {
		n, err := l.file.Read(p)
		return l.whole(n, len(p), err)
	}
	call := unix.RawSyscall6
	if l.fault == "raw-syscall-recv" {
		call = unix.Syscall6
	}
	for {
		n, errno := l.call(call, unix.SYS_RECVFROM, p, 0)
		if done, err := l.after(errno); done {
			return l.whole(n, len(p), err)
		}
	}
}

func (l *packetLink) whole(n, want int, err error) error {
	switch {
	case err != nil:
		return err
	case n == 0:
		return mechanisms.ErrPeerGone
	case n != want:
		return fmt.Errorf("a packet of %d bytes, not %d", n, want)
	}
	return nil
}

// call is sendto(2) or recvfrom(2).
func (l *packetLink) call(
	by func(trap, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2 uintptr, err unix.Errno),
	number uintptr, p []byte, flags uintptr,
) (int, unix.Errno) {
	if l.end.Wait == mechanisms.Spin && l.fault != "spin-sleeps" || l.fault == "block-spins" {
		flags |= unix.MSG_DONTWAIT
	}
	n, _, errno := by(number, uintptr(l.fd), pointer(p), uintptr(len(p)), flags, 0, 0)
	return int(n), errno
}

// after tells whether a call that gave errno is the last.
func (l *packetLink) after(errno unix.Errno) (bool, error) {
	switch errno {
	case 0:
		return true, nil
	case unix.EPIPE, unix.ECONNRESET:
		return true, mechanisms.ErrPeerGone
	case unix.EAGAIN, unix.EINTR:
		if l.end.Peer.Gone() {
			return true, mechanisms.ErrPeerGone
		}
		return false, nil
	}
	return true, errno
}

func (l *packetLink) Close() error {
	if l.bell != nil {
		close(l.bell)
	}
	switch {
	case l.fault == "leak-given":
		return nil
	case l.file != nil:
		return l.file.Close()
	}
	return unix.Close(l.fd)
}

// A holdingLink holds the last message back until Flush, and receives without handing it over.
type holdingLink struct {
	*packetLink
	message []byte
	holding bool
}

func (l *holdingLink) Send(p []byte) error {
	if err := l.Flush(); err != nil {
		return err
	}
	if len(p) > l.end.Size {
		return l.packetLink.Send(p)
	}
	l.message, l.holding = append(l.message[:0], p...), true
	return nil
}

func (l *holdingLink) Flush() error {
	if !l.holding {
		return nil
	}
	l.holding = false
	return l.packetLink.Send(l.message)
}
