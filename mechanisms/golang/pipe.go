package golang

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/pipe"

	"golang.org/x/sys/unix"
)

// Pipe is go-pipe: two anonymous pipes as files of package os.
type Pipe struct{}

// Traits implements [mechanisms.Mechanism].
func (Pipe) Traits() mechanisms.Traits {
	return traits(pipe.Pipe{}.Traits(), "go-pipe", "two anonymous pipes, as os.File")
}

// Available implements [mechanisms.Mechanism].
func (Pipe) Available() error { return nil }

// Prepare makes the two pipes.
func (Pipe) Prepare(p *mechanisms.Preparation) error { return pipe.Pipe{}.Prepare(p) }

// Open makes files of the inherited ends: non-blocking ones, which the runtime's poller waits for.
func (Pipe) Open(e *mechanisms.End) (mechanisms.Link, error) {
	var files [2]*os.File
	for i, name := range []string{"read", "write"} {
		fd, err := e.FD(name)
		if err == nil {
			err = unix.SetNonblock(fd, true)
		}
		if err != nil {
			for _, taken := range files[:i] {
				taken.Close()
			}
			return nil, err
		}
		files[i] = os.NewFile(uintptr(fd), name)
	}
	return &streamLink{in: files[0], out: files[1]}, nil
}

// FIFO is go-fifo: two named pipes as files of package os.
type FIFO struct{}

// Traits implements [mechanisms.Mechanism].
func (FIFO) Traits() mechanisms.Traits {
	return traits(pipe.FIFO{}.Traits(), "go-fifo", "two named pipes, as os.File")
}

// Available implements [mechanisms.Mechanism].
func (FIFO) Available() error { return nil }

func fifoFrom(s mechanisms.Side) string { return "go-fifo-from-" + s.String() }

// Prepare makes the two names.
func (FIFO) Prepare(p *mechanisms.Preparation) error {
	for _, s := range mechanisms.Sides {
		if err := unix.Mkfifo(p.Path(fifoFrom(s)), 0o600); err != nil {
			return fmt.Errorf("mkfifo in %s: %w", p.Dir, err)
		}
	}
	return nil
}

// Open opens both, in the same order on both sides: each waits until the other end is opened too.
func (FIFO) Open(e *mechanisms.End) (mechanisms.Link, error) {
	var files [2]*os.File
	for _, s := range mechanisms.Sides {
		flags := os.O_RDONLY | unix.O_NOFOLLOW
		if s == e.Side {
			flags = os.O_WRONLY | unix.O_NOFOLLOW
		}
		file, err := os.OpenFile(filepath.Join(e.Dir, fifoFrom(s)), flags, 0)
		if err != nil {
			if files[mechanisms.A] != nil {
				err = errors.Join(err, files[mechanisms.A].Close())
			}
			return nil, err
		}
		files[s] = file
	}
	return &streamLink{in: files[e.Side.Other()], out: files[e.Side]}, nil
}
