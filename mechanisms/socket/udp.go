package socket

import (
	"errors"
	"fmt"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/internal/packet"

	"golang.org/x/sys/unix"
)

// UDP is udp: two UDP sockets over loopback, each connected to the other.
//
// UDP drops a datagram that finds the receiver's buffer full, and tells nobody. Here none can be dropped: a sender has at most window
// messages under way, which the receiver's buffer holds in any case, and goes on when the receiver acknowledges half a window of them,
// by a datagram on a second pair of sockets. In a ping-pong that is one acknowledgement in many round trips.
type UDP struct{}

const (
	// largestUDP is the largest datagram of IPv4 less both headers. Source: udp(7).
	largestUDP = 65535 - 20 - 8
	// chargePerMessage is what the kernel charges a receive buffer for a datagram beside its bytes, at most: its descriptor and the
	// slack of its pages. Source: truesize in net/core/skbuff.c.
	chargePerMessage = 8 << 10
	// mostUnderWay bounds the window of short messages.
	mostUnderWay = 64
)

// Traits implements [mechanisms.Mechanism].
func (UDP) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: "udp", Family: "socket", Moves: "two connected UDP sockets over loopback; a window of acknowledged messages keeps any from being dropped",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.Duplex, Relation: mechanisms.Any,
		Waits: mechanisms.Waits, Copies: 2, Raw: true,
		Largest: largestUDP, LimitedBy: "the largest UDP datagram",
		Needs: "a loopback interface that is up",
	}
}

// Available tries to bind to the loopback address.
func (UDP) Available() error { return TCP{}.Available() }

// Prepare makes both pairs of sockets and connects them.
func (UDP) Prepare(p *mechanisms.Preparation) error {
	for _, use := range []string{"messages", "acknowledgements"} {
		var addresses [2]unix.Sockaddr
		var fds [2]int
		for _, s := range mechanisms.Sides {
			fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
			if err != nil {
				return fmt.Errorf("socket: %w", err)
			}
			p.Give(s, use, fd)
			fds[s] = fd
			if err := unix.Bind(fd, &unix.SockaddrInet4{Addr: loopback}); err != nil {
				return fmt.Errorf("bind: %w", err)
			}
			if addresses[s], err = unix.Getsockname(fd); err != nil {
				return fmt.Errorf("getsockname: %w", err)
			}
		}
		for _, s := range mechanisms.Sides {
			if err := unix.Connect(fds[s], addresses[s.Other()]); err != nil {
				return fmt.Errorf("connect: %w", err)
			}
		}
	}
	return nil
}

// Open takes the sockets. Both sides have the same buffers, and so find the same window.
func (m UDP) Open(e *mechanisms.End) (mechanisms.Link, error) {
	fd, err := e.FD("messages")
	if err != nil {
		return nil, err
	}
	acknowledgements, err := e.FD("acknowledgements")
	if err != nil {
		return nil, errors.Join(err, unix.Close(fd))
	}
	window, err := udpWindow(fd, e.Size)
	if err != nil {
		return nil, errors.Join(err, unix.Close(fd), unix.Close(acknowledgements))
	}
	l := &udpLink{window: window}
	if l.messages, err = packet.New(e, m.Traits().Name, fd); err != nil {
		return nil, errors.Join(err, unix.Close(acknowledgements))
	}
	small := *e
	small.Size = len(l.acknowledgement)
	if l.acknowledgements, err = packet.New(&small, m.Traits().Name, acknowledgements); err != nil {
		return nil, errors.Join(err, l.messages.Close())
	}
	return l, nil
}

// udpWindow is how many messages of size bytes the receive buffer of fd holds, which it enlarges as far as it may.
func udpWindow(fd, size int) (int, error) {
	if err := unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_RCVBUF, coreLimit("rmem_max")); err != nil {
		return 0, fmt.Errorf("SO_RCVBUF: %w", err)
	}
	room, err := unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_RCVBUF)
	if err != nil {
		return 0, fmt.Errorf("SO_RCVBUF: %w", err)
	}
	window := min(room/(size+chargePerMessage), mostUnderWay)
	if window < 1 {
		return 0, fmt.Errorf("net.core.rmem_max leaves no room for a message of %d bytes (raise it with sysctl)", size)
	}
	return window, nil
}

type udpLink struct {
	messages, acknowledgements *packet.Link
	window                     int
	underWay                   int // messages sent and not acknowledged
	unacknowledged             int // messages received since the last acknowledgement
	acknowledgement            [1]byte
}

// step is how many messages an acknowledgement stands for.
func (l *udpLink) step() int { return (l.window + 1) / 2 }

// Send sends p as one datagram, when there is room in the window.
func (l *udpLink) Send(p []byte) error {
	if l.underWay == l.window {
		if err := l.acknowledgements.Recv(l.acknowledgement[:]); err != nil {
			return err
		}
		l.underWay -= l.step()
	}
	if err := l.messages.Send(p); err != nil {
		return err
	}
	l.underWay++
	return nil
}

// Recv receives one datagram, and acknowledges it if it is the last of half a window.
func (l *udpLink) Recv(p []byte) error {
	if err := l.messages.Recv(p); err != nil {
		return err
	}
	if l.unacknowledged++; l.unacknowledged < l.step() {
		return nil
	}
	l.unacknowledged = 0
	return l.acknowledgements.Send(l.acknowledgement[:])
}

// Close closes the sockets.
func (l *udpLink) Close() error {
	return errors.Join(l.messages.Close(), l.acknowledgements.Close())
}
