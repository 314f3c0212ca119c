package socket

import (
	"errors"
	"fmt"
	"path/filepath"

	"ipcbench/internal/host"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/packet"
	"ipcbench/mechanisms/kit/sockpath"

	"golang.org/x/sys/unix"
)

// UnixSeqpacket is unix-seqpacket: one Unix socket that keeps messages apart and in order, bound and connected by path.
type UnixSeqpacket struct{}

// UnixDgram is unix-dgram: two Unix datagram sockets, each bound to a path and connected to the other. Unlike UDP's,
// their datagrams are neither dropped nor reordered: a sender waits while the receiver's queue
// (net.unix.max_dgram_qlen) is full. Source: unix(7).
type UnixDgram struct{}

func unixPacketTraits(name, moves string) mechanisms.Traits {
	return mechanisms.Traits{
		Name: name, VariantOf: "unix-stream", Family: "socket", Moves: moves,
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.Duplex, Relation: mechanisms.Any,
		Crosses: []mechanisms.Border{mechanisms.Volume},
		Waits:   mechanisms.Waits, Copies: 2, Raw: true,
		Largest:   2*coreLimit("wmem_max") - packetOverhead,
		LimitedBy: "twice net.core.wmem_max", Remedy: "raise it with sysctl",
	}
}

// packetOverhead is what the kernel takes off SO_SNDBUF for the largest packet. Source: net/unix/af_unix.c,
// unix_dgram_sendmsg.
const packetOverhead = 32

// coreLimit is a limit of net.core, or what the kernel sets it to by itself.
func coreLimit(name string) int { return host.Sysctl("net.core."+name, 212992) }

// makeRoom raises the send buffer of a socket if a message of size bytes would not fit into it. The kernel gives twice
// what it is asked for. Source: socket(7), SO_SNDBUF.
func makeRoom(fd, size int) error {
	has, err := unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_SNDBUF)
	if err != nil {
		return fmt.Errorf("SO_SNDBUF: %w", err)
	}
	if size <= has-packetOverhead {
		return nil
	}
	if err := unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_SNDBUF, (size+packetOverhead+1)/2); err != nil {
		return fmt.Errorf("SO_SNDBUF: %w", err)
	}
	return nil
}

// sendBuffer is what to ask of SO_SNDBUF for messages of size bytes: the default, or what they need.
func sendBuffer(size int) int {
	return max(coreLimit("wmem_default")/2, (size+packetOverhead+1)/2)
}

// Traits implements [mechanisms.Mechanism].
func (UnixSeqpacket) Traits() mechanisms.Traits {
	return unixPacketTraits("unix-seqpacket", "one Unix seqpacket socket, bound and connected by path")
}

// Available implements [mechanisms.Mechanism].
func (UnixSeqpacket) Available() error { return nil }

// Prepare binds and listens.
func (UnixSeqpacket) Prepare(p *mechanisms.Preparation) error {
	return listenAt(p, unixSeqpacket, socketName)
}

var unixSeqpacket = kind{unix.AF_UNIX, unix.SOCK_SEQPACKET, 0}

// Open accepts or connects.
func (m UnixSeqpacket) Open(e *mechanisms.End) (mechanisms.Link, error) {
	fd, err := joinAt(e, unixSeqpacket, socketName)
	if err != nil {
		return nil, err
	}
	if err := makeRoom(fd, e.Size); err != nil {
		return nil, errors.Join(err, unix.Close(fd))
	}
	return packet.New(e, m.Traits().Name, fd)
}

// Traits implements [mechanisms.Mechanism].
func (UnixDgram) Traits() mechanisms.Traits {
	return unixPacketTraits("unix-dgram", "two Unix datagram sockets, bound to paths and connected to each other")
}

// Available implements [mechanisms.Mechanism].
func (UnixDgram) Available() error { return nil }

func dgramName(s mechanisms.Side) string { return "dgram-" + s.String() + ".sock" }

// Prepare binds both sockets, so that each side can connect to the other's at once.
func (m UnixDgram) Prepare(p *mechanisms.Preparation) error {
	for _, s := range mechanisms.Sides {
		fd, err := unix.Socket(unix.AF_UNIX, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
		if err != nil {
			return fmt.Errorf("socket: %w", err)
		}
		p.Give(s, "socket", fd)
		if err := sockpath.With(p.Path(dgramName(s)), func(short string) error {
			return unix.Bind(fd, &unix.SockaddrUnix{Name: short})
		}); err != nil {
			return fmt.Errorf("bind: %w", err)
		}
	}
	return nil
}

// Open connects.
func (m UnixDgram) Open(e *mechanisms.End) (mechanisms.Link, error) {
	fd, err := e.FD("socket")
	if err != nil {
		return nil, err
	}
	if err := sockpath.With(filepath.Join(e.Dir, dgramName(e.Side.Other())), func(short string) error {
		return unix.Connect(fd, &unix.SockaddrUnix{Name: short})
	}); err != nil {
		return nil, errors.Join(fmt.Errorf("connect: %w", err), unix.Close(fd))
	}
	if err := makeRoom(fd, e.Size); err != nil {
		return nil, errors.Join(err, unix.Close(fd))
	}
	return packet.New(e, m.Traits().Name, fd)
}
