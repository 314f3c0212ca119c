package socket

import (
	"encoding/binary"
	"errors"
	"fmt"
	"unsafe"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/ready"

	"golang.org/x/sys/unix"
)

// UnixMemfd is unix-memfd: each message lies in a memfd of its own, whose descriptor is passed over a pair of Unix
// sockets (SCM_RIGHTS of unix(7)), together with the message's length. The sender writes the memfd and closes its
// descriptor. The receiver reads it and closes its own, and the memory is gone. That pays only where messages are long.
type UnixMemfd struct{}

// fromBytes is from how many bytes on it is meant to be used.
const fromBytes = 64 << 10

// Traits implements [mechanisms.Mechanism].
func (UnixMemfd) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: "unix-memfd", VariantOf: "unix-stream", Family: "socket",
		Moves:    "a memfd for each message, its descriptor passed over a Unix socket",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.Duplex, Relation: mechanisms.Related,
		Crosses: []mechanisms.Border{mechanisms.Inherited},
		Waits:   mechanisms.Waits, Copies: 2, Raw: true, Smallest: fromBytes,
	}
}

// Available makes a memfd: every message is one.
func (UnixMemfd) Available() error {
	fd, err := unix.MemfdCreate("ipcbench-probe", unix.MFD_CLOEXEC)
	if err != nil {
		return fmt.Errorf("memfd_create: %w (a seccomp profile may forbid it)", err)
	}
	return unix.Close(fd)
}

// Prepare makes the pair of sockets, which keep messages apart.
func (UnixMemfd) Prepare(p *mechanisms.Preparation) error {
	fds, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_SEQPACKET|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return fmt.Errorf("socketpair: %w", err)
	}
	for _, s := range mechanisms.Sides {
		p.Give(s, "socket", fds[s])
	}
	return nil
}

// Open takes the inherited socket.
func (UnixMemfd) Open(e *mechanisms.End) (mechanisms.Link, error) {
	fd, err := e.FD("socket")
	if err != nil {
		return nil, err
	}
	ends, err := ready.NewPair(e, fd, fd)
	if err != nil {
		return nil, err
	}
	l := &memfdLink{ends: ends, largest: e.Size, name: []byte("ipcbench\x00")}
	l.part.Base, l.part.Len = &l.length[0], uint64(len(l.length))
	l.header.Iov, l.header.Iovlen = &l.part, 1
	l.header.Control = &l.control[0]
	return l, nil
}

type memfdLink struct {
	ends    ready.Pair
	largest int
	name    []byte

	header  unix.Msghdr
	part    unix.Iovec
	length  [8]byte
	control [32]byte // room for a cmsghdr and one descriptor
}

// Send writes p into a memfd and passes that on.
func (l *memfdLink) Send(p []byte) error {
	if len(p) > l.largest {
		return mechanisms.TooLarge("unix-memfd", len(p), l.largest)
	}
	fd, errno := sys.MemfdCreate(&l.name[0], unix.MFD_CLOEXEC)
	if errno != 0 {
		return fmt.Errorf("memfd_create: %w", errno)
	}
	err := l.fillAndPass(int(fd), p)
	sys.Close(int(fd))
	return err
}

func (l *memfdLink) fillAndPass(fd int, p []byte) error {
	binary.NativeEndian.PutUint64(l.length[:], uint64(len(p)))
	for len(p) > 0 {
		n, errno := sys.Write(fd, p)
		if errno != 0 && errno != unix.EINTR {
			return fmt.Errorf("write to a memfd: %w", errno)
		}
		if errno == 0 {
			p = p[n:]
		}
	}
	h := (*unix.Cmsghdr)(unsafe.Pointer(&l.control[0]))
	h.Level, h.Type, h.Len = unix.SOL_SOCKET, unix.SCM_RIGHTS, uint64(unix.CmsgLen(4))
	*(*int32)(unsafe.Pointer(&l.control[unix.CmsgLen(0)])) = int32(fd)
	l.header.Controllen = uint64(unix.CmsgSpace(4))
	for failures := 0; ; failures++ {
		_, errno := sys.SendMsg(l.ends.W, &l.header, unix.MSG_NOSIGNAL)
		if errno == 0 {
			return nil
		}
		if err := l.ends.CanWrite.Retry(errno, failures); err != nil {
			return err
		}
	}
}

// Recv takes the next memfd and reads it, which must hold len(p) bytes.
func (l *memfdLink) Recv(p []byte) error {
	fd, size, err := l.take()
	if err != nil {
		return err
	}
	if size != len(p) {
		err = mechanisms.WrongSize("unix-memfd", size, len(p))
	} else {
		err = readMemfd(fd, p)
	}
	sys.Close(fd)
	return err
}

// readMemfd fills p.
func readMemfd(fd int, p []byte) error {
	for at := 0; at < len(p); {
		n, errno := sys.Pread(fd, p[at:], int64(at))
		switch {
		case errno == unix.EINTR:
		case errno != 0:
			return fmt.Errorf("read from a memfd: %w", errno)
		case n == 0:
			return fmt.Errorf("unix-memfd: a memfd holds %d bytes of a message of %d", at, len(p))
		default:
			at += int(n)
		}
	}
	return nil
}

// take waits for the next memfd. The caller closes it.
func (l *memfdLink) take() (fd, size int, err error) {
	for failures := 0; ; failures++ {
		if l.ends.CanRead.Ask {
			if err := l.ends.CanRead.Wait(); err != nil {
				return -1, 0, err
			}
		}
		l.header.Controllen = uint64(len(l.control))
		n, errno := sys.RecvMsg(l.ends.R, &l.header, unix.MSG_CMSG_CLOEXEC)
		if errno == 0 {
			if n == 0 {
				return -1, 0, mechanisms.ErrPeerGone
			}
			break
		}
		if err := l.ends.CanRead.Retry(errno, failures); err != nil {
			return -1, 0, err
		}
	}
	h := (*unix.Cmsghdr)(unsafe.Pointer(&l.control[0]))
	if l.header.Controllen < uint64(unix.CmsgLen(4)) || h.Type != unix.SCM_RIGHTS {
		return -1, 0, errors.New("unix-memfd: a message came without its descriptor (is RLIMIT_NOFILE reached?)")
	}
	passed := *(*int32)(unsafe.Pointer(&l.control[unix.CmsgLen(0)]))
	return int(passed), int(binary.NativeEndian.Uint64(l.length[:])), nil
}

// Close closes the socket.
func (l *memfdLink) Close() error { return l.ends.Close() }
