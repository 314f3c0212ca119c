package quic

import (
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/managed"

	"github.com/quic-go/quic-go"
)

// What a connection is closed with. Source: RFC 9000, 20.2: such codes are the application's affair.
const (
	done    quic.ApplicationErrorCode = 0
	refused quic.ApplicationErrorCode = 1 // the token did not come
)

// A link is one end: a stream, its connection, and the socket that only this one uses.
type link struct {
	socket    *net.UDPConn
	transport *quic.Transport
	conn      *quic.Conn // nil until there is one
	stream    *quic.Stream
	closed    chan struct{}
}

func newLink(socket *net.UDPConn) *link {
	return &link{socket: socket, transport: &quic.Transport{Conn: socket}, closed: make(chan struct{})}
}

// watch has calls on the stream return when the other process has ended, which no UDP socket tells.
func (l *link) watch(peer *mechanisms.Peer) {
	select {
	case <-l.closed:
	case <-peer.Done():
		l.stream.SetDeadline(time.Now())
	}
}

// Send writes p to the stream. The last packet or so of it may be on its way to the socket still.
func (l *link) Send(p []byte) error {
	_, err := l.stream.Write(p)
	return peerGone(err)
}

// Recv reads until p is full.
func (l *link) Recv(p []byte) error {
	_, err := io.ReadFull(l.stream, p)
	return peerGone(err)
}

// Close closes the connection, and all that was made for it.
func (l *link) Close() error {
	close(l.closed)
	var err error
	if l.conn != nil {
		err = l.conn.CloseWithError(done, "")
	}
	return errors.Join(err, l.transport.Close(), l.socket.Close())
}

// peerGone is [managed.PeerGone], to which the other side's Close is the end of the channel, too.
func peerGone(err error) error {
	var closed *quic.ApplicationError
	if errors.As(err, &closed) && closed.Remote && closed.ErrorCode == done {
		return fmt.Errorf("%w: %w", mechanisms.ErrPeerGone, err)
	}
	return managed.PeerGone(err)
}
