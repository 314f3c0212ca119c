package socket

import (
	"errors"
	"fmt"
	"os"
	"unsafe"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/ready"
	"ipcbench/mechanisms/kit/stream"

	"golang.org/x/sys/unix"
)

// TCPZerocopy is tcp-zerocopy: the TCP connection with MSG_ZEROCOPY. The kernel sends the sender's own pages, and puts
// a notice into the socket's error queue when it is done with them: when the receiver has acknowledged them, which may
// take 40 ms. So that Send does not wait for that, it copies into buffers of its own, and waits only until the next of
// them is free. A program that makes its messages in such buffers saves that copy.
//
// The kernel's documentation advises zero-copy from 10 KB on. Over loopback the kernel copies after all, when it hands
// the pages to the receiver. Source: Documentation/networking/msg_zerocopy.rst.
type TCPZerocopy struct{}

const (
	zerocopyFrom  = 16 << 10 // the smallest message in bytes
	zerocopyBytes = 4 << 20  // of all buffers, if two messages are not more
)

// Traits implements [mechanisms.Mechanism].
func (TCPZerocopy) Traits() mechanisms.Traits {
	t := TCP{}.Traits()
	t.Smallest, t.Copies = zerocopyFrom, 3
	t.VariantOf = t.Name
	t.Name, t.Moves = "tcp-zerocopy", "the same with MSG_ZEROCOPY; over loopback the kernel copies after all"
	return t
}

// Available tries to set the option.
func (TCPZerocopy) Available() error {
	if err := (TCP{}).Available(); err != nil {
		return err
	}
	fd, err := TCP{}.kind(localhost).socket()
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	if err := unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_ZEROCOPY, 1); err != nil {
		return fmt.Errorf("this kernel has no SO_ZEROCOPY: %w", err)
	}
	return mayPin(zerocopyFrom)
}

// mayPin is nil if this process may pin the pages of a message of size bytes; the kernel counts two more. Source:
// net/core/skbuff.c, mm_account_pinned_pages.
func mayPin(size int) error {
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_MEMLOCK, &limit); err != nil {
		return fmt.Errorf("getrlimit(RLIMIT_MEMLOCK): %w", err)
	}
	if needs := uint64(size + 2*os.Getpagesize()); limit.Cur >= needs || mayLock() {
		return nil
	}
	return fmt.Errorf("RLIMIT_MEMLOCK = %d forbids to pin a message of %d bytes (raise it with ulimit -l)",
		limit.Cur, size)
}

// mayLock tells whether RLIMIT_MEMLOCK does not count for this process. Source: capabilities(7), CAP_IPC_LOCK.
func mayLock() bool {
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var data [2]unix.CapUserData
	return unix.Capget(&header, &data[0]) == nil && data[0].Effective&(1<<unix.CAP_IPC_LOCK) != 0
}

// Prepare binds to a free port and listens.
func (TCPZerocopy) Prepare(p *mechanisms.Preparation) error {
	if err := mayPin(p.Size); err != nil {
		return err
	}
	return TCP{}.Prepare(p)
}

// Open accepts or connects.
func (TCPZerocopy) Open(e *mechanisms.End) (mechanisms.Link, error) {
	fd, err := TCP{}.connect(e)
	if err != nil {
		return nil, err
	}
	if err := unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_ZEROCOPY, 1); err != nil {
		return nil, errors.Join(fmt.Errorf("SO_ZEROCOPY: %w", err), unix.Close(fd))
	}
	l := &zerocopyLink{fd: fd}
	if l.Link, err = stream.New(e, fd, fd); err != nil {
		return nil, err
	}
	if l.notices, err = ready.New(e, fd, 0); err != nil { // no event: POLLERR, the error queue, comes unasked
		return nil, errors.Join(err, l.Link.Close())
	}
	l.buffers = make([]zerocopyBuffer, max(2, zerocopyBytes/e.Size))
	l.calls = make([]calledFor, callsUnderWay)
	if l.memory, err = unix.Mmap(-1, 0, len(l.buffers)*e.Size, unix.PROT_READ|unix.PROT_WRITE,
		unix.MAP_PRIVATE|unix.MAP_ANONYMOUS); err != nil {
		return nil, errors.Join(fmt.Errorf("mmap: %w", err), l.Close())
	}
	for i := range l.buffers {
		l.buffers[i].bytes = l.memory[i*e.Size:][:e.Size]
	}
	l.header.Control, l.header.Controllen = &l.control[0], uint64(len(l.control))
	return l, nil
}

// A zerocopyBuffer belongs to the kernel until it is done with all calls that sent from it.
type zerocopyBuffer struct {
	bytes []byte
	calls int // that the kernel is not done with
}

// calledFor is the buffer that a call sent from, nil once the kernel is done with the call.
type calledFor struct{ buffer *zerocopyBuffer }

// callsUnderWay is how many calls may be under way, a power of two: more than optmem_max allows by default.
const callsUnderWay = 4096

// A zerocopyLink receives as TCP does.
type zerocopyLink struct {
	*stream.Link
	memory  []byte // of the buffers; mapped, since a channel may take little of the Go heap
	buffers []zerocopyBuffer
	next    int

	fd      int
	sent    uint32      // calls that succeeded; the kernel numbers them from 0
	first   uint32      // the oldest call under way
	calls   []calledFor // those from first to sent, by their number modulo the length, a power of two
	notices ready.Descriptor
	header  unix.Msghdr
	control [128]byte
}

// Send copies p into the next buffer, of as many as p needs, and sends that.
func (l *zerocopyLink) Send(p []byte) error {
	for len(p) > 0 {
		b := &l.buffers[l.next]
		l.next = (l.next + 1) % len(l.buffers)
		for b.calls > 0 {
			if err := l.reap(); err != nil {
				return err
			}
		}
		n := copy(b.bytes, p)
		if err := l.send(b, b.bytes[:n]); err != nil {
			return err
		}
		p = p[n:]
	}
	return nil
}

func (l *zerocopyLink) send(b *zerocopyBuffer, p []byte) error {
	for failures := 0; len(p) > 0; {
		for l.sent-l.first == uint32(len(l.calls)) {
			if err := l.reap(); err != nil {
				return err
			}
		}
		n, errno := sys.Send(l.fd, p, unix.MSG_ZEROCOPY|unix.MSG_NOSIGNAL)
		switch {
		case errno == 0:
			p, failures = p[n:], 0
			l.calls[l.sent%uint32(len(l.calls))] = calledFor{b}
			b.calls++
			l.sent++
			continue
		case errno == unix.ENOBUFS && l.first == l.sent: // and none will be free again
			return pinned(len(p))
		case errno == unix.ENOBUFS: // too many pages pinned, or too many notices to come: net.core.optmem_max
			if err := l.reap(); err != nil {
				return err
			}
			continue
		}
		if err := l.CanWrite().Retry(errno, failures); err != nil {
			return err
		}
		failures++
	}
	return nil
}

// reap waits for a notice in the error queue, and takes it.
func (l *zerocopyLink) reap() error {
	for failures := 0; ; failures++ {
		l.header.Controllen = uint64(len(l.control))
		_, errno := sys.RecvMsg(l.fd, &l.header, unix.MSG_ERRQUEUE|unix.MSG_DONTWAIT)
		if errno == 0 {
			return l.note()
		}
		if err := l.notices.Retry(errno, failures); err != nil {
			return fmt.Errorf("recvmsg(MSG_ERRQUEUE): %w", err)
		}
	}
}

// pinned is the error where not even one message can be sent.
func pinned(size int) error {
	if err := mayPin(size); err != nil {
		return fmt.Errorf("tcp-zerocopy: %w", err)
	}
	return fmt.Errorf("tcp-zerocopy: net.core.optmem_max leaves no room to send %d bytes (raise it with sysctl): %w",
		size, unix.ENOBUFS)
}

// note reads a notice: the kernel is done with the calls from ee_info to ee_data. Notices may come in another order
// than the calls.
func (l *zerocopyLink) note() error {
	if l.header.Controllen < uint64(unix.CmsgSpace(int(unsafe.Sizeof(unix.SockExtendedErr{})))) {
		return errors.New("tcp-zerocopy: a notice in the error queue is too short")
	}
	const origin = 5 // SO_EE_ORIGIN_ZEROCOPY of include/uapi/linux/errqueue.h
	e := (*unix.SockExtendedErr)(unsafe.Pointer(&l.control[unix.CmsgLen(0)]))
	if e.Errno != 0 {
		return fmt.Errorf("tcp-zerocopy: the error queue: %w", unix.Errno(e.Errno))
	}
	if e.Origin != origin {
		return fmt.Errorf("tcp-zerocopy: a notice of origin %d in the error queue, where those of zero-copy have %d",
			e.Origin, origin)
	}
	return l.free(e.Info, e.Data)
}

// free takes back the buffers of the calls with these numbers, both included.
func (l *zerocopyLink) free(from, to uint32) error {
	if from-l.first >= l.sent-l.first || to-from >= l.sent-from {
		return fmt.Errorf("tcp-zerocopy: a notice of calls %d to %d, where %d to %d are under way",
			from, to, l.first, l.sent-1)
	}
	for n := from; n != to+1; n++ {
		call := &l.calls[n%uint32(len(l.calls))]
		if call.buffer == nil {
			return fmt.Errorf("tcp-zerocopy: a second notice of call %d", n)
		}
		call.buffer.calls--
		call.buffer = nil
	}
	for l.first != l.sent && l.calls[l.first%uint32(len(l.calls))].buffer == nil {
		l.first++
	}
	return nil
}

// Close closes the socket, and gives the buffers back.
func (l *zerocopyLink) Close() error {
	l.notices.Close()
	err := l.Link.Close()
	if l.memory != nil {
		err = errors.Join(err, unix.Munmap(l.memory))
	}
	return err
}
