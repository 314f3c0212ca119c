// Package listener hands a listening socket of Go's net package from the coordinator to a worker, so that the other
// side can connect at once. Every user of the machine can connect to a TCP port; so there only the two ends of the pair
// are let in, by package [ipcbench/mechanisms/kit/token].
//
// In Prepare, [Unix] or [TCP] listens for one side. In Open, that side calls [Take] and accepts; the other calls
// [Dial]. [UDP] and [TakeUDP] hand over a socket for datagrams; who may send to it is left to what runs over it.
package listener

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"os"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/sockpath"
	"ipcbench/mechanisms/kit/token"

	"golang.org/x/sys/unix"
)

const name = "listener"

// Unix listens on a Unix socket at path, which may be longer than an address has room for, and gives the socket to side
// s. network is "unix" or "unixpacket".
func Unix(p *mechanisms.Preparation, s mechanisms.Side, network, path string) error {
	return sockpath.With(path, func(short string) error {
		l, err := net.ListenUnix(network, &net.UnixAddr{Name: short, Net: network})
		if err != nil {
			return err
		}
		l.SetUnlinkOnClose(false)
		defer l.Close()
		return give(p, s, l)
	})
}

// TCP listens on a free port of side s's host, gives the socket to side s, and sets the address as a value of that
// name, for [Dial]. Where both ends are on this host that is a port of the loopback interface. If side s is on another
// host it only sees to the token.
func TCP(p *mechanisms.Preparation, s mechanisms.Side, name string) error {
	token.Set(p)
	if !p.Has(s) {
		return nil
	}
	l, err := net.ListenTCP("tcp", net.TCPAddrFromAddrPort(netip.AddrPortFrom(p.Address(s), 0)))
	if err != nil {
		return err
	}
	defer l.Close()
	p.Set(name, l.Addr().String())
	return give(p, s, l)
}

// UDP is [TCP] for datagrams: it binds a socket, for [TakeUDP]. The pair has a token then, too.
func UDP(p *mechanisms.Preparation, s mechanisms.Side, name string) error {
	token.Set(p)
	if !p.Has(s) {
		return nil
	}
	c, err := net.ListenUDP("udp", net.UDPAddrFromAddrPort(netip.AddrPortFrom(p.Address(s), 0)))
	if err != nil {
		return err
	}
	defer c.Close()
	p.Set(name, c.LocalAddr().String())
	return give(p, s, c)
}

func give(p *mechanisms.Preparation, s mechanisms.Side, l interface{ File() (*os.File, error) }) error {
	file, err := l.File()
	if err != nil {
		return err
	}
	defer file.Close()
	fd, err := unix.FcntlInt(file.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		return fmt.Errorf("fcntl(F_DUPFD_CLOEXEC): %w", err)
	}
	p.Give(s, name, fd)
	return nil
}

// Take is the listening socket that this side was given. The caller closes it. Where the pair has a token, Accept lets
// only the other side in, and fails with [mechanisms.ErrPeerGone] when that has ended.
func Take(e *mechanisms.End) (net.Listener, error) {
	fd, err := e.FD(name)
	if err != nil {
		return nil, err
	}
	file := os.NewFile(uintptr(fd), name)
	defer file.Close()
	pass, guarded, err := token.Of(e)
	if err != nil {
		return nil, err
	}
	l, err := net.FileListener(file)
	if err != nil || !guarded {
		return l, err
	}
	return pass.NewListener(e, l), nil
}

// TakeUDP is the socket for datagrams that this side was given. The caller closes it.
func TakeUDP(e *mechanisms.End) (*net.UDPConn, error) {
	fd, err := e.FD(name)
	if err != nil {
		return nil, err
	}
	file := os.NewFile(uintptr(fd), name)
	defer file.Close()
	c, err := net.FilePacketConn(file)
	if err != nil {
		return nil, err
	}
	return c.(*net.UDPConn), nil
}

// Dial connects to the socket that the other side took. The caller closes the connection.
func Dial(ctx context.Context, e *mechanisms.End, network, address string) (net.Conn, error) {
	dial := func(ctx context.Context) (net.Conn, error) { return new(net.Dialer).DialContext(ctx, network, address) }
	pass, guarded, err := token.Of(e)
	if err != nil {
		return nil, err
	}
	if guarded {
		return pass.Dial(ctx, dial)
	}
	var conn net.Conn
	return conn, sockpath.With(address, func(short string) (err error) {
		address = short
		conn, err = dial(ctx)
		return err
	})
}
