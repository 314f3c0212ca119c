package pipe

import (
	"fmt"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/ready"

	"golang.org/x/sys/unix"
)

// Packet is pipe-packet: two anonymous pipes in packet mode (O_DIRECT), which keep apart what each write(2) wrote. A
// packet has at most PIPE_BUF bytes. A longer write becomes several packets, so that a longer message is refused.
// Source: pipe(2).
type Packet struct{}

const pipeBuf = 4096 // PIPE_BUF of include/uapi/linux/limits.h, bytes

// Traits implements [mechanisms.Mechanism].
func (Packet) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: "pipe-packet", VariantOf: "pipe", Family: "pipe", Moves: "two anonymous pipes in packet mode (O_DIRECT)",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.Simplex, Relation: mechanisms.Related,
		Crosses: []mechanisms.Border{mechanisms.Inherited},
		Waits:   mechanisms.Waits, Copies: 2, Raw: true,
		Largest: pipeBuf, LimitedBy: "PIPE_BUF",
	}
}

// Available implements [mechanisms.Mechanism].
func (Packet) Available() error { return nil }

// Prepare makes the two pipes.
func (Packet) Prepare(p *mechanisms.Preparation) error {
	for _, s := range mechanisms.Sides {
		var ends [2]int
		if err := unix.Pipe2(ends[:], unix.O_CLOEXEC|unix.O_DIRECT); err != nil {
			return fmt.Errorf("pipe2(O_DIRECT): %w", err)
		}
		p.Give(s, "write", ends[1])
		p.Give(s.Other(), "read", ends[0])
	}
	return nil
}

// Open takes the two inherited ends.
func (Packet) Open(e *mechanisms.End) (mechanisms.Link, error) {
	r, w, err := inherited(e)
	if err != nil {
		return nil, err
	}
	ends, err := ready.NewPair(e, r, w)
	if err != nil {
		return nil, err
	}
	l := &packetLink{ends: ends, largest: e.Size}
	l.parts[1].Base, l.parts[1].Len = &l.excess, 1
	return l, nil
}

type packetLink struct {
	ends    ready.Pair
	largest int
	parts   [2]unix.Iovec // the message, and a byte more
	excess  byte
}

// Send writes p as one packet.
func (l *packetLink) Send(p []byte) error {
	if len(p) > l.largest {
		return mechanisms.TooLarge("pipe-packet", len(p), l.largest)
	}
	for failures := 0; ; failures++ {
		n, errno := sys.Write(l.ends.W, p)
		if errno == 0 {
			if int(n) != len(p) {
				return fmt.Errorf("pipe-packet: wrote %d bytes of a message of %d", n, len(p))
			}
			return nil
		}
		if err := l.ends.CanWrite.Retry(errno, failures); err != nil {
			return err
		}
	}
}

// Recv reads one packet, which must have len(p) bytes. If the packet is longer than there is room for, the rest of it
// is lost. So there is room for a byte more than is due: a packet that fills it was too long.
func (l *packetLink) Recv(p []byte) error {
	l.parts[0].Base, l.parts[0].Len = &p[0], uint64(len(p))
	for failures := 0; ; failures++ {
		if l.ends.CanRead.Ask {
			if err := l.ends.CanRead.Wait(); err != nil {
				return err
			}
		}
		n, errno := sys.Readv(l.ends.R, l.parts[:])
		if errno == 0 {
			switch int(n) {
			case len(p):
				return nil
			case 0:
				return mechanisms.ErrPeerGone
			}
			return fmt.Errorf("pipe-packet: received a message of %d bytes or more where one of %d was due", n, len(p))
		}
		if err := l.ends.CanRead.Retry(errno, failures); err != nil {
			return err
		}
	}
}

// Close closes both ends.
func (l *packetLink) Close() error { return l.ends.Close() }
