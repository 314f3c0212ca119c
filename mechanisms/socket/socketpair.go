package socket

import (
	"fmt"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/stream"

	"golang.org/x/sys/unix"
)

// Pair is socketpair: two connected Unix stream sockets of socketpair(2), one inherited by each process.
type Pair struct{}

// Traits implements [mechanisms.Mechanism].
func (Pair) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: "socketpair", VariantOf: "unix-stream", Family: "socket",
		Moves:    "a pair of connected Unix stream sockets, one inherited by each",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.Duplex, Relation: mechanisms.Related,
		Crosses: []mechanisms.Border{mechanisms.Inherited},
		Waits:   mechanisms.Waits, Copies: 2, Raw: true, Stream: true,
	}
}

// Available implements [mechanisms.Mechanism].
func (Pair) Available() error { return nil }

// Prepare makes the pair.
func (Pair) Prepare(p *mechanisms.Preparation) error {
	fds, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return fmt.Errorf("socketpair: %w", err)
	}
	for _, s := range mechanisms.Sides {
		p.Give(s, "socket", fds[s])
	}
	return nil
}

// Open takes the inherited socket.
func (Pair) Open(e *mechanisms.End) (mechanisms.Link, error) {
	fd, err := e.FD("socket")
	if err != nil {
		return nil, err
	}
	return stream.Open(e, fd, fd)
}
