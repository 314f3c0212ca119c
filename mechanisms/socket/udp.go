package socket

import (
	"errors"
	"fmt"
	"net/netip"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/inet"
	"ipcbench/mechanisms/kit/loopback"
	"ipcbench/mechanisms/kit/packet"
	"ipcbench/mechanisms/kit/window"

	"golang.org/x/sys/unix"
)

// UDP is udp: two UDP sockets over loopback, each connected to the other.
//
// UDP drops a datagram when the receiver's buffer is full, and tells nobody. Here none can be dropped: package
// [ipcbench/mechanisms/kit/window] lets no more be under way than the receiver's buffer holds in any case. The
// acknowledgements go over a second pair of sockets.
//
// A connected socket takes datagrams only from its peer's address, which no other process can have while the peer's
// socket is open. So a stranger's datagram does not come in. Source: udp(7), connect(2).
type UDP struct{}

const (
	// largestUDP is the largest datagram of IPv4 less both headers. Source: udp(7).
	largestUDP = 65535 - 20 - 8
	// chargePerMessage is how many bytes the kernel charges a receive buffer at most for a datagram, beside the
	// payload: for its descriptor and what is left over of its pages. Source: truesize in net/core/skbuff.c.
	chargePerMessage = 8 << 10
	// mostUnderWay bounds the window of short messages.
	mostUnderWay = 64
)

// Traits implements [mechanisms.Mechanism].
func (UDP) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: "udp", Family: "socket",
		Moves: "two connected UDP sockets over loopback; " +
			"a window of acknowledged messages keeps any from being dropped",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.Duplex, Relation: mechanisms.Any,
		Crosses: []mechanisms.Border{mechanisms.Network},
		Waits:   mechanisms.Waits, Copies: 2, Raw: true, Hosts: true,
		Largest: largestUDP, LimitedBy: "the largest UDP datagram",
		Needs: loopback.Needs,
	}
}

// Available looks for the loopback interface.
func (UDP) Available() error { return loopback.Available() }

// udpUses are what the two pairs of sockets are for.
var udpUses = []string{"messages", "acknowledgements"}

// addressOf is the name of the value that has the address of one of a side's sockets.
func addressOf(use string, s mechanisms.Side) string { return use + "-" + s.String() }

// Prepare makes both pairs of sockets. Where both are on this host it connects them; otherwise [UDP].Open does.
func (UDP) Prepare(p *mechanisms.Preparation) error {
	for _, use := range udpUses {
		var bound [2]netip.AddrPort
		var fds [2]int
		for _, s := range mechanisms.Sides {
			if !p.Has(s) {
				continue
			}
			at := p.Address(s)
			fd, err := unix.Socket(inet.Domain(at), unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
			if err != nil {
				return fmt.Errorf("socket: %w", err)
			}
			p.Give(s, use, fd)
			fds[s] = fd
			if err := unix.Bind(fd, inet.Sockaddr(netip.AddrPortFrom(at, 0))); err != nil {
				return fmt.Errorf("bind: %w", err)
			}
			if bound[s], err = inet.Bound(fd); err != nil {
				return err
			}
			p.Set(addressOf(use, s), bound[s].String())
		}
		if p.Apart() {
			continue
		}
		for _, s := range mechanisms.Sides {
			if err := connectAlone(fds[s], inet.Sockaddr(bound[s.Other()])); err != nil {
				return err
			}
		}
	}
	return nil
}

// connectAlone connects a bound socket, and drops the datagrams that have come from anybody before.
func connectAlone(fd int, address unix.Sockaddr) error {
	if err := unix.Connect(fd, address); err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	for {
		_, _, err := unix.Recvfrom(fd, make([]byte, 1), unix.MSG_DONTWAIT)
		switch {
		case err == nil, errors.Is(err, unix.EINTR):
		case errors.Is(err, unix.EAGAIN):
			return nil
		default:
			return fmt.Errorf("recv: %w", err)
		}
	}
}

// Open takes the sockets.
func (m UDP) Open(e *mechanisms.End) (mechanisms.Link, error) {
	messages, acknowledgements, held, err := openUDP(e)
	if err != nil {
		return nil, err
	}
	name := m.Traits().Name
	l, err := packet.New(e, name, messages)
	if err != nil {
		return nil, errors.Join(err, unix.Close(acknowledgements))
	}
	small := *e
	small.Size = 1
	back, err := packet.New(&small, name, acknowledgements)
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return window.New(l, back, held), nil
}

// openUDP takes the two sockets that this side was given, and finds how many messages the other side's buffer holds:
// both sides have buffers of one size, and so find the same.
func openUDP(e *mechanisms.End) (messages, acknowledgements, held int, err error) {
	if messages, err = e.FD("messages"); err != nil {
		return -1, -1, 0, err
	}
	if acknowledgements, err = e.FD("acknowledgements"); err != nil {
		return -1, -1, 0, errors.Join(err, unix.Close(messages))
	}
	if e.Apart {
		err = connectTo(e, messages, acknowledgements)
	}
	if err == nil {
		held, err = udpWindow(messages, e.Size)
	}
	if err != nil {
		return -1, -1, 0, errors.Join(err, unix.Close(messages), unix.Close(acknowledgements))
	}
	return messages, acknowledgements, held, nil
}

// connectTo connects this side's sockets with those of the other, which is on another host. Neither side sends before
// both have opened.
func connectTo(e *mechanisms.End, sockets ...int) error {
	for i, use := range udpUses {
		address, err := netip.ParseAddrPort(e.Value(addressOf(use, e.Side.Other())))
		if err != nil {
			return err
		}
		if err := connectAlone(sockets[i], inet.Sockaddr(address)); err != nil {
			return err
		}
	}
	return nil
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
