package file

import (
	"errors"
	"fmt"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/newfile"
	"ipcbench/mechanisms/kit/ready"

	"golang.org/x/sys/unix"
)

// Kept are the mechanisms that keep their two files open. In file-pwrite the receiver reads again and again until the
// message is there; in file-inotify (Inotify) it sleeps until the kernel tells it that the file has changed. In all
// else they do as [File] does.
type Kept struct{ Inotify bool }

// Traits implements [mechanisms.Mechanism].
func (m Kept) Traits() mechanisms.Traits {
	t := File{}.Traits()
	t.VariantOf = t.Name
	t.Name, t.Moves = "file-pwrite", "pwrite · pread of a regular file that stays open"
	if m.Inotify {
		t.Name, t.Moves = "file-inotify", "pwrite · inotify, pread of a regular file that stays open"
		t.Waits = []mechanisms.Wait{mechanisms.Block}
	}
	return t
}

// Available makes an inotify instance, if it is needed.
func (m Kept) Available() error {
	if !m.Inotify {
		return nil
	}
	fd, err := unix.InotifyInit1(unix.IN_CLOEXEC)
	switch {
	case errors.Is(err, unix.EMFILE):
		return errors.New("fs.inotify.max_user_instances instances exist already (raise it with sysctl)")
	case err != nil:
		return fmt.Errorf("inotify_init1: %w", err)
	}
	return unix.Close(fd)
}

// Prepare makes the two empty files.
func (Kept) Prepare(p *mechanisms.Preparation) error { return createFiles(p) }

// Open opens both files, and watches them.
func (m Kept) Open(e *mechanisms.End) (mechanisms.Link, error) {
	l := &keptLink{out: -1, in: -1, changes: -1, peer: e.Peer, looks: ready.NewCall(e)}
	l.path = pathFrom(e, e.Side)
	if err := l.open(e, m.Inotify); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

func (l *keptLink) open(e *mechanisms.End, watch bool) (err error) {
	out, in := pathFrom(e, e.Side), pathFrom(e, e.Side.Other())
	if l.out, err = newfile.Open(out, unix.O_RDWR); err != nil {
		return err
	}
	if l.in, err = newfile.Open(in, unix.O_RDWR); err != nil {
		return err
	}
	if !watch {
		return nil
	}
	if l.changes, err = unix.InotifyInit1(unix.IN_CLOEXEC); err != nil {
		return fmt.Errorf("inotify_init1: %w", err)
	}
	for _, path := range []string{out, in} { // the writer waits for the file to be truncated
		if _, err = unix.InotifyAddWatch(l.changes, path, unix.IN_MODIFY); err != nil {
			return fmt.Errorf("inotify_add_watch %s: %w", path, err)
		}
	}
	return nil
}

type keptLink struct {
	path            string // of the file that is written
	out, in         int
	written, readTo int64 // where in the two files
	changes         int   // an inotify instance, or -1
	events          [4096]byte
	peer            *mechanisms.Peer
	looks           ready.Call // how to wait between two looks at a file, without inotify
}

// Send appends p to the file.
func (l *keptLink) Send(p []byte) error {
	for failures := 0; l.written >= wrapAt; failures++ {
		size, errno := sys.Size(l.out)
		if errno != 0 {
			return fmt.Errorf("lseek: %w", errno)
		}
		if size == 0 {
			l.written = 0
			break
		}
		if err := l.pause(failures); err != nil {
			return err
		}
	}
	for len(p) > 0 {
		n, errno := sys.Pwrite(l.out, p, l.written)
		if errno != 0 && errno != unix.EINTR {
			return newfile.Failed("pwrite", l.path, len(p), errno)
		}
		if errno == 0 {
			p = p[n:]
			l.written += int64(n)
		}
	}
	return nil
}

// Recv reads the file until p is full.
func (l *keptLink) Recv(p []byte) error {
	for failures := 0; ; failures++ {
		n, errno := sys.Pread(l.in, p, l.readTo)
		if errno != 0 && errno != unix.EINTR {
			return fmt.Errorf("pread: %w", errno)
		}
		if errno == 0 {
			l.readTo += int64(n)
			if int(n) == len(p) {
				return l.wrap()
			}
			p = p[n:]
		}
		if err := l.pause(failures); err != nil {
			return err
		}
	}
}

// wrap truncates the file that has been read past wrapAt.
func (l *keptLink) wrap() error {
	if l.readTo < wrapAt {
		return nil
	}
	if errno := sys.Truncate(l.in, 0); errno != 0 {
		return fmt.Errorf("ftruncate: %w", errno)
	}
	l.readTo = 0
	return nil
}

// pause waits until it is time to look at the file again.
func (l *keptLink) pause(failures int) error {
	if l.changes < 0 {
		return l.looks.Retry(unix.EAGAIN, failures)
	}
	// Changes are queued, so that this call also returns for one that came after the last look.
	if _, errno := sys.Read(l.changes, l.events[:]); errno != 0 && errno != unix.EINTR {
		return fmt.Errorf("read of inotify events: %w", errno)
	}
	if l.peer.Gone() {
		return mechanisms.ErrPeerGone
	}
	return nil
}

// Close closes the files.
func (l *keptLink) Close() error {
	var errs []error
	for _, fd := range []int{l.out, l.in, l.changes} {
		if fd >= 0 {
			errs = append(errs, unix.Close(fd))
		}
	}
	return errors.Join(errs...)
}
