package socket

import (
	"errors"
	"fmt"
	"net/netip"

	"ipcbench/internal/host"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/inet"
	"ipcbench/mechanisms/kit/loopback"
	"ipcbench/mechanisms/kit/stream"
	"ipcbench/mechanisms/kit/token"

	"golang.org/x/sys/unix"
)

// TCP is tcp: one TCP connection over the loopback interface, with TCP_NODELAY: without it, Nagle's algorithm would
// hold a small message back until the one before is acknowledged. Its fields make other mechanisms of it.
type TCP struct {
	// BusyPoll is tcp-busypoll: with SO_BUSY_POLL, a reader that finds nothing polls the queue of the network device
	// for 50 µs before it sleeps. The loopback interface has no such queue, so that only the attempt costs something.
	// Source: socket(7).
	BusyPoll bool
	// Multipath is mptcp: Multipath TCP with a single path. Source: Documentation/networking/mptcp.rst.
	Multipath bool
}

// Traits implements [mechanisms.Mechanism].
func (m TCP) Traits() mechanisms.Traits {
	t := mechanisms.Traits{
		Name: "tcp", Family: "socket", Moves: "one TCP connection over loopback, TCP_NODELAY",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.Duplex, Relation: mechanisms.Any,
		Crosses: []mechanisms.Border{mechanisms.Network},
		Waits:   mechanisms.Waits, Copies: 2, Raw: true, Stream: true, Hosts: true,
		Needs: loopback.Needs,
	}
	if m != (TCP{}) {
		t.VariantOf = t.Name
	}
	switch {
	case m.BusyPoll:
		t.Name, t.Moves = "tcp-busypoll", "the same with SO_BUSY_POLL, which finds no device queue on loopback"
	case m.Multipath:
		t.Name, t.Moves = "mptcp", "one Multipath TCP connection over loopback, TCP_NODELAY"
	}
	return t
}

var localhost = netip.AddrFrom4([4]byte{127, 0, 0, 1})

// kind is that of the sockets at an address of one of the ends.
func (m TCP) kind(at netip.Addr) kind {
	if m.Multipath {
		return kind{inet.Domain(at), unix.SOCK_STREAM, unix.IPPROTO_MPTCP}
	}
	return kind{inet.Domain(at), unix.SOCK_STREAM, 0}
}

// Available looks for the loopback interface, and tries to set the options.
func (m TCP) Available() error {
	if err := loopback.Available(); err != nil {
		return err
	}
	fd, err := m.kind(localhost).socket()
	if m.Multipath && err != nil {
		if host.Sysctl("net.mptcp.enabled", 1) == 0 {
			return errors.New("net.mptcp.enabled = 0 (set it to 1 with sysctl)")
		}
		return fmt.Errorf("this kernel has no MPTCP (CONFIG_MPTCP): %w", err)
	}
	if err != nil {
		return fmt.Errorf("socket(AF_INET): %w", err)
	}
	defer unix.Close(fd)
	return m.configure(fd)
}

// busyPollTime is how long a reader polls, µs: what the kernel's documentation suggests.
const busyPollTime = 50

func (m TCP) configure(fd int) error {
	if err := unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_NODELAY, 1); err != nil {
		return fmt.Errorf("TCP_NODELAY: %w", err)
	}
	if !m.BusyPoll {
		return nil
	}
	err := unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_BUSY_POLL, busyPollTime)
	switch {
	case errors.Is(err, unix.EPERM):
		return errors.New("SO_BUSY_POLL: only a user with CAP_NET_ADMIN may set it " +
			"(or set net.core.busy_read for all with sysctl)")
	case errors.Is(err, unix.ENOPROTOOPT):
		return errors.New("this kernel has no SO_BUSY_POLL (CONFIG_NET_RX_BUSY_POLL)")
	case err != nil:
		return fmt.Errorf("SO_BUSY_POLL: %w", err)
	}
	return nil
}

// Prepare binds to a free port of side A's host and listens there.
func (m TCP) Prepare(p *mechanisms.Preparation) error {
	token.Set(p)
	if !p.Has(mechanisms.A) {
		return nil
	}
	at := p.Address(mechanisms.A)
	fd, err := listen(p, m.kind(at), inet.Sockaddr(netip.AddrPortFrom(at, 0)))
	if err != nil {
		return err
	}
	address, err := inet.Bound(fd)
	p.Set("address", address.String())
	return err
}

// Open accepts or connects.
func (m TCP) Open(e *mechanisms.End) (mechanisms.Link, error) {
	fd, err := m.connect(e)
	if err != nil {
		return nil, err
	}
	return stream.Open(e, fd, fd)
}

func (m TCP) connect(e *mechanisms.End) (fd int, err error) {
	address, err := netip.ParseAddrPort(e.Value("address"))
	if err != nil {
		return -1, err
	}
	if fd, err = join(e, m.kind(address.Addr()), inet.Sockaddr(address)); err != nil {
		return -1, err
	}
	if err := m.configure(fd); err != nil {
		return -1, errors.Join(err, unix.Close(fd))
	}
	return fd, nil
}
