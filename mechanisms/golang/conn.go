package golang

import (
	"context"
	"fmt"
	"net"
	"path/filepath"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/listener"
	"ipcbench/mechanisms/socket"

	"golang.org/x/sys/unix"
)

// Unix is go-unix, and go-unixpacket: one Unix socket of package net, of a stream or of packets.
type Unix struct{ Packet bool }

// TCP is go-tcp: one TCP connection of package net over loopback, which sets TCP_NODELAY by itself.
type TCP struct{}

func (m Unix) network() string {
	if m.Packet {
		return "unixpacket"
	}
	return "unix"
}

// Traits implements [mechanisms.Mechanism].
func (m Unix) Traits() mechanisms.Traits {
	if m.Packet {
		return traits(socket.UnixSeqpacket{}.Traits(), "go-unixpacket", `one Unix packet socket, as net.UnixConn`)
	}
	return traits(socket.UnixStream{}.Traits(), "go-unix", "one Unix stream socket, as net.UnixConn")
}

// Available implements [mechanisms.Mechanism].
func (Unix) Available() error { return nil }

const socketName = "go.sock"

// Prepare listens for side A.
func (m Unix) Prepare(p *mechanisms.Preparation) error {
	return listener.Unix(p, mechanisms.A, m.network(), p.Path(socketName))
}

// Open accepts or connects.
func (m Unix) Open(e *mechanisms.End) (mechanisms.Link, error) {
	conn, err := join(e, m.network(), filepath.Join(e.Dir, socketName))
	if err != nil {
		return nil, err
	}
	if !m.Packet {
		return &streamLink{in: conn, out: conn}, nil
	}
	l := &packetLink{conn.(*net.UnixConn), m.Traits().Name, e.Size}
	if err := l.conn.SetWriteBuffer(socket.SendBuffer(e.Size)); err != nil {
		l.Close()
		return nil, err
	}
	return l, nil
}

// join accepts on side A and connects on side B.
func join(e *mechanisms.End, network, address string) (net.Conn, error) {
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

// A packetLink keeps messages apart.
type packetLink struct {
	conn    *net.UnixConn
	name    string
	largest int // bytes
}

// Send writes p as one packet.
func (l *packetLink) Send(p []byte) error {
	if len(p) > l.largest {
		return &mechanisms.SizeError{Mechanism: l.name, Size: len(p), Limit: l.largest, Why: "the size it was prepared for"}
	}
	_, err := l.conn.Write(p)
	return peerGone(err)
}

// Recv reads one packet, which must have len(p) bytes.
func (l *packetLink) Recv(p []byte) error {
	n, _, flags, _, err := l.conn.ReadMsgUnix(p, nil)
	if err != nil {
		return peerGone(err)
	}
	if n == 0 {
		return mechanisms.ErrPeerGone
	}
	if n != len(p) || flags&unix.MSG_TRUNC != 0 {
		return fmt.Errorf("%s: received a message of %d bytes (longer: %t) where one of %d was due", l.name, n, flags&unix.MSG_TRUNC != 0, len(p))
	}
	return nil
}

// Close closes the socket.
func (l *packetLink) Close() error { return l.conn.Close() }

// Traits implements [mechanisms.Mechanism].
func (TCP) Traits() mechanisms.Traits {
	return traits(socket.TCP{}.Traits(), "go-tcp", "one TCP connection over loopback, as net.TCPConn")
}

// Available is TCP's.
func (TCP) Available() error { return socket.TCP{}.Available() }

// Prepare listens on a free port for side A.
func (TCP) Prepare(p *mechanisms.Preparation) error {
	address, err := listener.TCP(p, mechanisms.A)
	p.Set("address", address)
	return err
}

// Open accepts or connects.
func (TCP) Open(e *mechanisms.End) (mechanisms.Link, error) {
	conn, err := join(e, "tcp4", e.Value("address"))
	if err != nil {
		return nil, err
	}
	return &streamLink{in: conn, out: conn}, nil
}
