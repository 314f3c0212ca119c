// Package signal holds the bare notifications: mechanisms that carry at most a number.
package signal

import (
	"encoding/binary"
	"errors"
	"fmt"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/ready"

	"golang.org/x/sys/unix"
)

// Eventfd is one eventfd(2) each way. It carries a number: the counter it holds.
//
// An eventfd adds up what is written until it is read, so that two numbers could become one. The top bit of each number
// prevents that: it is set, so that a second write would overflow the counter, and the kernel makes the writer wait (or
// returns EAGAIN) until the first number has been read.
type Eventfd struct{}

// top is added to each number on its way.
const top = 1 << 63

// Traits implements [mechanisms.Mechanism].
func (Eventfd) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: "eventfd", Family: "signal", Moves: "an eventfd each way; it carries a number",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.Simplex, Relation: mechanisms.Related,
		Crosses: []mechanisms.Border{mechanisms.Inherited},
		Waits:   mechanisms.Waits, Copies: 2, Raw: true,
		Largest: mechanisms.NumberSize, LimitedBy: "an eventfd's counter", Number: true,
	}
}

// Unread implements [Bell].
func (Eventfd) Unread() int { return 1 }

// Available implements [mechanisms.Mechanism].
func (Eventfd) Available() error { return nil }

// Prepare makes the two descriptors and gives both to both sides.
func (Eventfd) Prepare(p *mechanisms.Preparation) error {
	for _, s := range mechanisms.Sides {
		fd, err := unix.Eventfd(0, unix.EFD_CLOEXEC)
		if err != nil {
			return fmt.Errorf("eventfd: %w", err)
		}
		if err := p.GiveBoth("from-"+s.String(), fd); err != nil {
			return err
		}
	}
	return nil
}

// Open takes the two inherited descriptors.
func (Eventfd) Open(e *mechanisms.End) (mechanisms.Link, error) {
	out, err := e.FD("from-" + e.Side.String())
	if err != nil {
		return nil, err
	}
	in, err := e.FD("from-" + e.Side.Other().String())
	if err != nil {
		return nil, errors.Join(err, unix.Close(out))
	}
	ends, err := ready.NewEdgePair(e, in, out)
	if err != nil {
		return nil, err
	}
	return &eventfdLink{ends: ends}, nil
}

type eventfdLink struct {
	ends    ready.Pair
	counter [8]byte // in the kernel's byte order
}

// Send adds the number in p to the counter once it is 0.
func (l *eventfdLink) Send(p []byte) error {
	number, err := numberOf("eventfd", p)
	if err != nil {
		return err
	}
	binary.NativeEndian.PutUint64(l.counter[:], number|top)
	for failures := 0; ; failures++ {
		_, errno := sys.Write(l.ends.W, l.counter[:])
		if errno == 0 {
			return nil
		}
		if err := l.ends.CanWrite.Retry(errno, failures); err != nil {
			return err
		}
	}
}

// Recv reads the counter, which sets it to 0.
func (l *eventfdLink) Recv(p []byte) error {
	if err := checkNumber("eventfd", p); err != nil {
		return err
	}
	for failures := 0; ; failures++ {
		if l.ends.CanRead.Ask {
			if err := l.ends.CanRead.Wait(); err != nil {
				return err
			}
		}
		_, errno := sys.Read(l.ends.R, l.counter[:])
		if errno == 0 {
			binary.LittleEndian.PutUint64(p, binary.NativeEndian.Uint64(l.counter[:])&^top)
			return nil
		}
		if err := l.ends.CanRead.Retry(errno, failures); err != nil {
			return err
		}
	}
}

// Close closes both descriptors.
func (l *eventfdLink) Close() error { return l.ends.Close() }
