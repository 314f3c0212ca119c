// Package file holds the mechanisms whose bytes lie in a file.
package file

import (
	"fmt"
	"path/filepath"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/newfile"
	"ipcbench/mechanisms/kit/ready"

	"golang.org/x/sys/unix"
)

// File is the file of docs/taxonomy.md: for each message the sender opens a regular file, writes and closes it, and the
// receiver opens, reads and closes it, again and again until the message is there. There is one file each way.
//
// A process can wait for a file only by looking at it, so there is no blocking variant. The writer appends, and the
// reader goes on where it was, so that the file's length says what has been written: a read during a write may return a
// part of it, but no bytes that are not written yet. If the writer wrote over the message before, nothing would say
// that. When a file has grown past wrapAt, the reader, having read all of it, truncates it; the writer waits for that.
type File struct {
	// Tmpfs is file-tmpfs: the files lie in the tmpfs of /dev/shm, which has no disk behind it, and not in the
	// temporary directory.
	Tmpfs bool
}

// wrapAt is the length in bytes after which a file starts again at 0. That bounds the disk space, and no page gets old
// enough to be written to the disk. It costs one open in wrapAt bytes.
const wrapAt = 1 << 20

// Traits implements [mechanisms.Mechanism].
func (m File) Traits() mechanisms.Traits {
	t := mechanisms.Traits{
		Name: "file", Family: "file",
		Moves:    "open, write, close · open, read, close of a regular file, for each message",
		Provider: mechanisms.User, Scope: mechanisms.Process, Direction: mechanisms.Simplex, Relation: mechanisms.Any,
		Crosses: []mechanisms.Border{mechanisms.Volume},
		Waits:   []mechanisms.Wait{mechanisms.Spin, mechanisms.Yield},
		Copies:  2, Raw: true, Stream: true, Short: true, // the one before may have to be read first, to make room
		Needs: "a writable temporary directory",
	}
	if m.Tmpfs {
		t.Name, t.VariantOf = "file-tmpfs", t.Name
		t.Moves, t.Needs = "the same in a tmpfs", "a tmpfs at /dev/shm"
		t.Crosses = []mechanisms.Border{mechanisms.DevShm}
	}
	return t
}

const tmpfs = "/dev/shm"

// Available looks for the tmpfs, if it is needed.
func (m File) Available() error {
	if !m.Tmpfs {
		return nil
	}
	var fs unix.Statfs_t
	err := unix.Statfs(tmpfs, &fs)
	if err != nil || fs.Type != unix.TMPFS_MAGIC || unix.Access(tmpfs, unix.W_OK) != nil {
		return fmt.Errorf("no tmpfs to write to at %s (mount -t tmpfs tmpfs %s)", tmpfs, tmpfs)
	}
	return nil
}

// Prepare makes the two empty files.
func (m File) Prepare(p *mechanisms.Preparation) error {
	if !m.Tmpfs {
		return createFiles(p)
	}
	for _, s := range mechanisms.Sides {
		path := filepath.Join(tmpfs, p.Unique+"-from-"+s.String())
		if err := p.RegisterForLife(mechanisms.Resource{Kind: mechanisms.PathResource, Name: path}); err != nil {
			return err
		}
		p.Set(s.String(), path)
		if err := newfile.Make(path); err != nil {
			return err
		}
	}
	return nil
}

// createFiles makes the two empty files in the pair's directory.
func createFiles(p *mechanisms.Preparation) error {
	for _, s := range mechanisms.Sides {
		path := p.LongPath("from-" + s.String())
		p.Set(s.String(), path)
		if err := newfile.Make(path); err != nil {
			return err
		}
	}
	return nil
}

// pathFrom is the file that carries the messages of one side.
func pathFrom(e *mechanisms.End, s mechanisms.Side) string { return e.Value(s.String()) }

// Open only remembers the paths: the files are opened for each message.
func (File) Open(e *mechanisms.End) (mechanisms.Link, error) {
	out, err := unix.BytePtrFromString(pathFrom(e, e.Side))
	if err != nil {
		return nil, err
	}
	in, err := unix.BytePtrFromString(pathFrom(e, e.Side.Other()))
	if err != nil {
		return nil, err
	}
	return &link{path: pathFrom(e, e.Side), out: out, in: in, looks: ready.NewCall(e)}, nil
}

type link struct {
	path            string // of the file that is written
	out, in         *byte
	written, readTo int64             // where in the two files
	looks           ready.Call        // how to wait between two looks at a file
	done            func(step string) // or nil
}

// Trace implements [mechanisms.Stepper]: the steps are open, write, read and close; look is a read that finds nothing.
func (l *link) Trace(done func(step string)) { l.done = done }

func (l *link) step(name string) {
	if l.done != nil {
		l.done(name)
	}
}

// Send appends p to the file.
func (l *link) Send(p []byte) error {
	for failures := 0; ; failures++ {
		fd, errno := sys.Open(l.out, unix.O_WRONLY|unix.O_APPEND|unix.O_NOFOLLOW)
		if errno != 0 {
			return fmt.Errorf("open: %w", errno)
		}
		l.step("open")
		if l.written < wrapAt {
			return l.append(int(fd), p)
		}
		size, errno := sys.Size(int(fd))
		if errno != 0 {
			sys.Close(int(fd))
			return fmt.Errorf("lseek: %w", errno)
		}
		if size == 0 {
			l.written = 0
			return l.append(int(fd), p)
		}
		sys.Close(int(fd))
		if err := l.looks.Retry(unix.EAGAIN, failures); err != nil {
			return err
		}
	}
}

func (l *link) append(fd int, p []byte) error {
	for len(p) > 0 {
		n, errno := sys.Write(fd, p)
		if errno != 0 && errno != unix.EINTR {
			sys.Close(fd)
			return newfile.Failed("write", l.path, len(p), errno)
		}
		if errno == 0 {
			p = p[n:]
			l.written += int64(n)
		}
	}
	l.step("write")
	if errno := sys.Close(fd); errno != 0 {
		return fmt.Errorf("close: %w", errno)
	}
	l.step("close")
	return nil
}

// Recv opens, reads and closes the file until p is full.
func (l *link) Recv(p []byte) error {
	for failures := 0; ; failures++ {
		fd, errno := sys.Open(l.in, unix.O_RDONLY|unix.O_NOFOLLOW)
		if errno != 0 {
			return fmt.Errorf("open: %w", errno)
		}
		l.step("open")
		n, errno := sys.Pread(int(fd), p, l.readTo)
		if n > 0 {
			l.step("read")
		} else {
			l.step("look")
		}
		sys.Close(int(fd))
		l.step("close")
		if errno != 0 {
			return fmt.Errorf("read: %w", errno)
		}
		l.readTo += int64(n)
		if int(n) == len(p) {
			return l.wrap()
		}
		p = p[n:]
		if err := l.looks.Retry(unix.EAGAIN, failures); err != nil {
			return err
		}
	}
}

// wrap truncates the file that has been read past wrapAt.
func (l *link) wrap() error {
	if l.readTo < wrapAt {
		return nil
	}
	fd, errno := sys.Open(l.in, unix.O_WRONLY|unix.O_TRUNC|unix.O_NOFOLLOW)
	if errno != 0 {
		return fmt.Errorf("open(O_TRUNC): %w", errno)
	}
	sys.Close(int(fd))
	l.readTo = 0
	return nil
}

// Close has nothing to close.
func (l *link) Close() error { return nil }
