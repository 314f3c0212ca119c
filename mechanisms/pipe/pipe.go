// Package pipe holds the pipes, anonymous and named.
package pipe

import (
	"errors"
	"fmt"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/stream"

	"golang.org/x/sys/unix"
)

// Pipe is pipe: two anonymous pipes of pipe(2), one each way, which both processes inherit. No other process can get at
// them.
type Pipe struct {
	// Large is pipe-1m: pipes that hold 1 MiB instead of 64 KiB.
	Large bool
}

// largeCapacity is what a large pipe holds in bytes: as much as the kernel lets every user have by default.
const largeCapacity = 1 << 20

// Traits implements [mechanisms.Mechanism].
func (m Pipe) Traits() mechanisms.Traits {
	t := mechanisms.Traits{
		Name: "pipe", Family: "pipe", Moves: "two anonymous pipes inherited by both",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.Simplex, Relation: mechanisms.Related,
		Crosses: []mechanisms.Border{mechanisms.Inherited},
		Waits:   mechanisms.Waits, Copies: 2, Raw: true, Stream: true,
	}
	if m.Large {
		t.VariantOf = t.Name
		t.Name, t.Moves = "pipe-1m", "two anonymous pipes of 1 MiB (F_SETPIPE_SZ)"
	}
	return t
}

// Available tries to enlarge a pipe, if it is to be large.
func (m Pipe) Available() error {
	if !m.Large {
		return nil
	}
	var ends [2]int
	if err := unix.Pipe2(ends[:], unix.O_CLOEXEC); err != nil {
		return fmt.Errorf("pipe2: %w", err)
	}
	defer unix.Close(ends[0])
	defer unix.Close(ends[1])
	return enlarge(ends[0])
}

func enlarge(fd int) error {
	switch _, err := unix.FcntlInt(uintptr(fd), unix.F_SETPIPE_SZ, largeCapacity); {
	case errors.Is(err, unix.EPERM):
		return fmt.Errorf("a pipe may not hold %d bytes here "+
			"(raise fs.pipe-max-size, or fs.pipe-user-pages-soft, with sysctl)", largeCapacity)
	case err != nil:
		return fmt.Errorf("F_SETPIPE_SZ: %w", err)
	}
	return nil
}

// Prepare makes the two pipes and gives each side only the ends it uses, so that the kernel tells it when the other
// side has gone.
func (m Pipe) Prepare(p *mechanisms.Preparation) error {
	for _, s := range mechanisms.Sides {
		var ends [2]int
		if err := unix.Pipe2(ends[:], unix.O_CLOEXEC); err != nil {
			return fmt.Errorf("pipe2: %w", err)
		}
		p.Give(s, "write", ends[1])
		p.Give(s.Other(), "read", ends[0])
		if m.Large {
			if err := enlarge(ends[0]); err != nil {
				return err
			}
		}
	}
	return nil
}

// Open takes the two inherited ends.
func (Pipe) Open(e *mechanisms.End) (mechanisms.Link, error) {
	r, w, err := inherited(e)
	if err != nil {
		return nil, err
	}
	return stream.Open(e, r, w)
}

// inherited are the ends of the two pipes that this side uses.
func inherited(e *mechanisms.End) (r, w int, err error) {
	if r, err = e.FD("read"); err != nil {
		return -1, -1, err
	}
	if w, err = e.FD("write"); err != nil {
		return -1, -1, errors.Join(err, unix.Close(r))
	}
	return r, w, nil
}
