package socket

import (
	"errors"
	"net"
	"time"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/managed"
	"ipcbench/mechanisms/kit/window"

	"golang.org/x/sys/unix"
)

// GoUDP is go-udp: the sockets of [UDP] as [net.UDPConn], with its window of acknowledged messages.
type GoUDP struct{}

// Traits implements [mechanisms.Mechanism].
func (GoUDP) Traits() mechanisms.Traits {
	return managed.Traits(UDP{}.Traits(), "go-udp",
		"two connected UDP sockets over loopback, as net.UDPConn; a window keeps messages from being dropped")
}

// Available is UDP's.
func (GoUDP) Available() error { return UDP{}.Available() }

// Prepare makes the sockets.
func (GoUDP) Prepare(p *mechanisms.Preparation) error { return UDP{}.Prepare(p) }

// Open makes connections of the sockets.
func (GoUDP) Open(e *mechanisms.End) (mechanisms.Link, error) {
	messages, acknowledgements, held, err := openUDP(e)
	if err != nil {
		return nil, err
	}
	l := &goUDPLink{closed: make(chan struct{})}
	var conns [2]net.Conn
	for i, fd := range []int{messages, acknowledgements} {
		if conns[i], err = managed.Conn(fd); err != nil { // which has closed fd
			if i == 0 {
				unix.Close(acknowledgements)
			} else {
				conns[0].Close()
			}
			return nil, err
		}
	}
	l.Link = window.New(&goDatagramLink{conns[0], e.Size}, &goDatagramLink{conns[1], 1}, held)
	go l.watch(e.Peer, conns)
	return l, nil
}

type goUDPLink struct {
	*window.Link
	closed chan struct{}
}

// watch has calls on both connections return when the other process has ended, which no UDP socket tells.
func (l *goUDPLink) watch(peer *mechanisms.Peer, conns [2]net.Conn) {
	select {
	case <-l.closed:
		return
	case <-peer.Done():
	}
	for _, c := range conns {
		c.SetDeadline(time.Now())
	}
}

// Close closes the sockets.
func (l *goUDPLink) Close() error {
	close(l.closed)
	return l.Link.Close()
}

type goDatagramLink struct {
	conn    net.Conn
	largest int // bytes
}

// Send writes p as one datagram.
func (l *goDatagramLink) Send(p []byte) error {
	if len(p) > l.largest {
		return mechanisms.TooLarge("go-udp", len(p), l.largest)
	}
	_, err := l.conn.Write(p)
	return managed.PeerGone(err)
}

// Recv reads one datagram, which must have len(p) bytes.
func (l *goDatagramLink) Recv(p []byte) error {
	n, err := l.conn.Read(p)
	if err != nil {
		return managed.PeerGone(err)
	}
	if n != len(p) {
		return mechanisms.WrongSize("go-udp", n, len(p))
	}
	return nil
}

// Close closes the socket.
func (l *goDatagramLink) Close() error {
	if err := l.conn.Close(); !errors.Is(err, net.ErrClosed) {
		return err
	}
	return nil
}
