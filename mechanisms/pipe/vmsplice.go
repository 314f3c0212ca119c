package pipe

import (
	"errors"
	"fmt"
	"os"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/stream"

	"golang.org/x/sys/unix"
)

// Vmsplice is pipe-vmsplice: the sender puts pages of its own into the pipe with vmsplice(2), so that the kernel need
// not allocate pages and copy into them. The receiver reads as from any pipe.
//
// The pages belong to the reader until it has read them, and nothing tells the sender when that is. But a pipe has a
// fixed number of slots, one for a page: when as many more pages have gone in, an earlier one must have come out. So
// the sender copies each message into pages that were used at least so many pages ago. A program that makes its
// messages in such pages saves that copy.
type Vmsplice struct{}

// Traits implements [mechanisms.Mechanism].
func (Vmsplice) Traits() mechanisms.Traits {
	t := Pipe{}.Traits()
	t.Short = true // each takes a page
	t.VariantOf = t.Name
	t.Name, t.Moves = "pipe-vmsplice", "two anonymous pipes, into which the sender puts its own pages (vmsplice)"
	return t
}

// Available asks the kernel to put nothing into no pipe, which it refuses only for the pipe, if it lets us at all. The
// default seccomp profile of containers does not.
func (Vmsplice) Available() error {
	switch _, errno := sys.Vmsplice(-1, &unix.Iovec{}, 0); errno {
	case 0, unix.EBADF:
		return nil
	case unix.EPERM, unix.ENOSYS:
		return fmt.Errorf("vmsplice: %w (the seccomp profile of a container forbids it: give one that has it, by "+
			"--security-opt seccomp=FILE)", errno)
	default:
		return fmt.Errorf("vmsplice: %w", errno)
	}
}

// Prepare makes the two pipes.
func (Vmsplice) Prepare(p *mechanisms.Preparation) error { return Pipe{}.Prepare(p) }

// Open takes the two inherited ends, and makes the pages.
func (Vmsplice) Open(e *mechanisms.End) (mechanisms.Link, error) {
	r, w, err := inherited(e)
	if err != nil {
		return nil, err
	}
	inner, err := stream.New(e, r, w)
	if err != nil {
		return nil, err
	}
	capacity, err := unix.FcntlInt(uintptr(w), unix.F_GETPIPE_SZ, 0)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("F_GETPIPE_SZ: %w", err), inner.Close())
	}
	l := &vmspliceLink{Link: inner, w: w, page: os.Getpagesize(), part: capacity}
	l.flags = l.CanWrite().Flag(unix.SPLICE_F_NONBLOCK)
	if l.pages, err = unix.Mmap(-1, 0, 2*capacity, unix.PROT_READ|unix.PROT_WRITE,
		unix.MAP_PRIVATE|unix.MAP_ANONYMOUS|unix.MAP_POPULATE); err != nil {
		return nil, errors.Join(fmt.Errorf("mmap: %w", err), inner.Close())
	}
	return l, nil
}

// A vmspliceLink receives as a pipe does.
type vmspliceLink struct {
	*stream.Link
	w     int
	flags int
	iovec unix.Iovec
	page  int    // bytes
	pages []byte // twice as many as the pipe has slots
	part  int    // bytes of half of them: the largest part of a message that is put in at once
	next  int    // offset of the page to use next
}

// Send copies p into pages and puts them into the pipe.
func (l *vmspliceLink) Send(p []byte) error {
	for failures := 0; len(p) > 0; {
		if l.next == len(l.pages) {
			l.next = 0
		}
		part := l.pages[l.next:min(l.next+l.part, len(l.pages))]
		part = part[:copy(part, p)]
		p = p[len(part):]
		l.next += (len(part) + l.page - 1) &^ (l.page - 1)
		for len(part) > 0 {
			l.iovec.Base = &part[0]
			l.iovec.SetLen(len(part))
			n, errno := sys.Vmsplice(l.w, &l.iovec, l.flags)
			if errno == 0 {
				part, failures = part[n:], 0
				continue
			}
			if err := l.CanWrite().Retry(errno, failures); err != nil {
				return err
			}
			failures++
		}
	}
	return nil
}

// Close closes both ends and gives the pages back.
func (l *vmspliceLink) Close() error {
	return errors.Join(l.Link.Close(), unix.Munmap(l.pages))
}
