package pipe

import (
	"errors"
	"fmt"
	"path/filepath"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/newfile"
	"ipcbench/mechanisms/kit/stream"

	"golang.org/x/sys/unix"
)

// FIFO is fifo: two named pipes of fifo(7), which the processes open by path, and need not inherit.
type FIFO struct{}

// Traits implements [mechanisms.Mechanism].
func (FIFO) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: "fifo", VariantOf: "pipe", Family: "pipe", Moves: "two named pipes, opened by path",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.Simplex, Relation: mechanisms.Any,
		Crosses: []mechanisms.Border{mechanisms.Volume},
		Waits:   mechanisms.Waits, Copies: 2, Raw: true, Stream: true,
		Needs: "a temporary directory that allows FIFOs",
	}
}

// Available implements [mechanisms.Mechanism].
func (FIFO) Available() error { return nil }

// fifoFrom names the FIFO that carries the messages of one side.
func fifoFrom(s mechanisms.Side) string { return "fifo-from-" + s.String() }

func pathOfFIFO(e *mechanisms.End, from mechanisms.Side) string {
	return filepath.Join(e.Dir, fifoFrom(from))
}

// Prepare makes the two names.
func (FIFO) Prepare(p *mechanisms.Preparation) error {
	for _, s := range mechanisms.Sides {
		if err := unix.Mkfifo(p.Path(fifoFrom(s)), 0o600); err != nil {
			return fmt.Errorf("mkfifo in %s: %w", p.Dir, err)
		}
	}
	return nil
}

// Open opens both FIFOs, in the same order on both sides: open(2) of a FIFO sleeps until its other end is opened.
func (FIFO) Open(e *mechanisms.End) (mechanisms.Link, error) {
	var fds [2]int
	for _, s := range mechanisms.Sides {
		flags := unix.O_RDONLY
		if s == e.Side {
			flags = unix.O_WRONLY
		}
		fd, err := openFIFO(pathOfFIFO(e, s), flags, e.Peer)
		if err != nil {
			if s == mechanisms.B {
				unix.Close(fds[mechanisms.A])
			}
			return nil, err
		}
		fds[s] = fd
	}
	return stream.Open(e, fds[e.Side.Other()], fds[e.Side])
}

func openFIFO(path string, flags int, peer *mechanisms.Peer) (int, error) {
	for {
		fd, err := unix.Open(path, flags|newfile.NoFollow, 0)
		switch {
		case err == nil:
			return fd, nil
		case !errors.Is(err, unix.EINTR):
			return -1, fmt.Errorf("open %s: %w", path, err)
		case peer.Gone():
			return -1, mechanisms.ErrPeerGone
		}
	}
}
