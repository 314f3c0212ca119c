package golang

import (
	"errors"
	"fmt"
	"net"
	"time"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/window"
	"ipcbench/mechanisms/socket"

	"golang.org/x/sys/unix"
)

// UDP is go-udp: two connected UDP sockets over loopback as net.UDPConn, with the window of acknowledged messages of [socket.UDP].
type UDP struct{}

// Traits implements [mechanisms.Mechanism].
func (UDP) Traits() mechanisms.Traits {
	return traits(socket.UDP{}.Traits(), "go-udp", "two connected UDP sockets over loopback, as net.UDPConn; a window keeps messages from being dropped")
}

// Available is UDP's.
func (UDP) Available() error { return socket.UDP{}.Available() }

// Prepare makes the sockets.
func (UDP) Prepare(p *mechanisms.Preparation) error { return socket.UDP{}.Prepare(p) }

// Open makes connections of the sockets.
func (m UDP) Open(e *mechanisms.End) (mechanisms.Link, error) {
	messages, acknowledgements, held, err := socket.OpenUDP(e)
	if err != nil {
		return nil, err
	}
	l := &udpLink{closed: make(chan struct{})}
	var conns [2]net.Conn
	for i, fd := range []int{messages, acknowledgements} {
		if conns[i], err = connOf(fd); err != nil { // which has closed fd
			if i == 0 {
				unix.Close(acknowledgements)
			} else {
				conns[0].Close()
			}
			return nil, err
		}
	}
	l.Link = window.New(&datagramLink{conns[0], e.Size}, &datagramLink{conns[1], 1}, held)
	go l.watch(e.Peer, conns)
	return l, nil
}

type udpLink struct {
	*window.Link
	closed chan struct{}
}

// watch ends the waiting of both connections when the other process has ended: no socket of UDP tells that.
func (l *udpLink) watch(peer *mechanisms.Peer, conns [2]net.Conn) {
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
func (l *udpLink) Close() error {
	close(l.closed)
	return l.Link.Close()
}

type datagramLink struct {
	conn    net.Conn
	largest int // bytes
}

// Send writes p as one datagram.
func (l *datagramLink) Send(p []byte) error {
	if len(p) > l.largest {
		return &mechanisms.SizeError{Mechanism: "go-udp", Size: len(p), Limit: l.largest, Why: "the size it was prepared for"}
	}
	_, err := l.conn.Write(p)
	return peerGone(err)
}

// Recv reads one datagram, which must have len(p) bytes.
func (l *datagramLink) Recv(p []byte) error {
	n, err := l.conn.Read(p)
	if err != nil {
		return peerGone(err)
	}
	if n != len(p) {
		return fmt.Errorf("go-udp: received a message of %d bytes where one of %d was due", n, len(p))
	}
	return nil
}

// Close closes the socket.
func (l *datagramLink) Close() error {
	if err := l.conn.Close(); !errors.Is(err, net.ErrClosed) {
		return err
	}
	return nil
}
