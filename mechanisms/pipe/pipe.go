// Package pipe holds the pipes, anonymous and named.
package pipe

import (
	"fmt"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/internal/stream"

	"golang.org/x/sys/unix"
)

// Pipe is the anonymous pipe of pipe(2): two of them, one each way, inherited by both processes. A process that
// inherits nothing cannot get at them.
type Pipe struct{}

// Traits implements [mechanisms.Mechanism].
func (Pipe) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: "pipe", Family: "pipe", Moves: "two anonymous pipes inherited by both",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.Simplex, Relation: mechanisms.Related,
		Waits: mechanisms.Waits, Copies: 2, Raw: true, Stream: true,
	}
}

// Available implements [mechanisms.Mechanism].
func (Pipe) Available() error { return nil }

// Prepare makes the two pipes and gives each side only the ends it uses, so that the kernel tells it when the other
// side has gone.
func (Pipe) Prepare(p *mechanisms.Preparation) error {
	for _, s := range mechanisms.Sides {
		var ends [2]int
		if err := unix.Pipe2(ends[:], unix.O_CLOEXEC); err != nil {
			return fmt.Errorf("pipe2: %w", err)
		}
		p.Give(s, "write", ends[1])
		p.Give(s.Other(), "read", ends[0])
	}
	return nil
}

// Open takes the two inherited ends.
func (Pipe) Open(e *mechanisms.End) (mechanisms.Link, error) {
	r, err := e.FD("read")
	if err != nil {
		return nil, err
	}
	w, err := e.FD("write")
	if err != nil {
		return nil, err
	}
	return stream.New(e, r, w)
}
