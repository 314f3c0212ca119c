package socket

import (
	"context"
	"fmt"
	"net"
	"path/filepath"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/listener"
	"ipcbench/mechanisms/kit/managed"

	"golang.org/x/sys/unix"
)

// GoUnix is go-unix, and go-unixpacket: the socket of [UnixStream] or [UnixSeqpacket] as [net.UnixConn].
type GoUnix struct{ Packet bool }

func (m GoUnix) network() string {
	if m.Packet {
		return "unixpacket"
	}
	return "unix"
}

// Traits implements [mechanisms.Mechanism].
func (m GoUnix) Traits() mechanisms.Traits {
	if m.Packet {
		return managed.Traits(UnixSeqpacket{}.Traits(), "go-unixpacket", "one Unix packet socket, as net.UnixConn")
	}
	return managed.Traits(UnixStream{}.Traits(), "go-unix", "one Unix stream socket, as net.UnixConn")
}

// Available implements [mechanisms.Mechanism].
func (GoUnix) Available() error { return nil }

const goSocketName = "go.sock"

// Prepare listens for side A.
func (m GoUnix) Prepare(p *mechanisms.Preparation) error {
	return listener.Unix(p, mechanisms.A, m.network(), p.Path(goSocketName))
}

// Open accepts or connects.
func (m GoUnix) Open(e *mechanisms.End) (mechanisms.Link, error) {
	conn, err := goJoin(e, m.network(), filepath.Join(e.Dir, goSocketName))
	if err != nil {
		return nil, err
	}
	if !m.Packet {
		return &managed.Stream{In: conn, Out: conn}, nil
	}
	l := &goPacketLink{conn.(*net.UnixConn), m.Traits().Name, e.Size}
	if err := l.conn.SetWriteBuffer(sendBuffer(e.Size)); err != nil {
		l.Close()
		return nil, err
	}
	return l, nil
}

// goJoin accepts on side A and connects on side B.
func goJoin(e *mechanisms.End, network, address string) (net.Conn, error) {
	if e.Side == mechanisms.B {
		return listener.Dial(context.Background(), e, network, address)
	}
	l, err := listener.Take(e)
	if err != nil {
		return nil, err
	}
	defer l.Close()
	return l.Accept()
}

// A goPacketLink keeps messages apart.
type goPacketLink struct {
	conn    *net.UnixConn
	name    string
	largest int // bytes
}

// Send writes p as one packet.
func (l *goPacketLink) Send(p []byte) error {
	if len(p) > l.largest {
		return mechanisms.TooLarge(l.name, len(p), l.largest)
	}
	_, err := l.conn.Write(p)
	return managed.PeerGone(err)
}

// Recv reads one packet, which must have len(p) bytes.
func (l *goPacketLink) Recv(p []byte) error {
	n, _, flags, _, err := l.conn.ReadMsgUnix(p, nil)
	if err != nil {
		return managed.PeerGone(err)
	}
	if n == 0 {
		return mechanisms.ErrPeerGone
	}
	if n != len(p) || flags&unix.MSG_TRUNC != 0 {
		return fmt.Errorf("%s: received a message of %d bytes (longer: %t) where one of %d was due",
			l.name, n, flags&unix.MSG_TRUNC != 0, len(p))
	}
	return nil
}

// Close closes the socket.
func (l *goPacketLink) Close() error { return l.conn.Close() }
