package quic

import (
	"context"
	"errors"
	"time"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/certificate"
	"ipcbench/mechanisms/kit/listener"
	"ipcbench/mechanisms/kit/token"

	"github.com/quic-go/quic-go"
)

const (
	// silence is how long a connection may take to open its stream. [token.Token.Hear] gives it as long again.
	silence = 10 * time.Second
	// mostPending is how many connections may be about to show the token; of more, the oldest is closed. B shows it one
	// round trip after its handshake.
	mostPending = 64
)

// accept is A's part. Everybody who reaches the port can make a connection. Only that on whose stream the token comes
// is taken, and no more are accepted then; all others are closed.
func accept(ctx context.Context, e *mechanisms.End, pass token.Token) (*link, error) {
	secure, err := certificate.Server(e, protocol)
	if err != nil {
		return nil, err
	}
	socket, err := listener.TakeUDP(e)
	if err != nil {
		return nil, err
	}
	l := newLink(socket)
	accepting, err := l.transport.Listen(secure, config())
	if err == nil {
		l.conn, l.stream, err = meet(ctx, accepting, pass)
		err = errors.Join(err, accepting.Close())
	}
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// A visit is a connection and what became of it.
type visit struct {
	conn   *quic.Conn
	stream *quic.Stream // nil if the token did not come
}

// meet accepts connections until the other end's comes.
func meet(ctx context.Context, accepting *quic.Listener, pass token.Token) (*quic.Conn, *quic.Stream, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	came, heard := make(chan *quic.Conn), make(chan visit)
	failed := make(chan error, 1)
	go func() {
		for {
			conn, err := accepting.Accept(ctx)
			if err != nil {
				failed <- err
				return
			}
			select {
			case came <- conn:
			case <-ctx.Done():
				conn.CloseWithError(refused, "")
				failed <- ctx.Err()
				return
			}
		}
	}()
	var pending []*quic.Conn // oldest first
	defer func() {
		for _, conn := range pending {
			conn.CloseWithError(refused, "")
		}
	}()
	for {
		select {
		case conn := <-came:
			if pending = append(pending, conn); len(pending) > mostPending {
				pending[0].CloseWithError(refused, "") // which its visit notices
				pending = pending[1:]
			}
			go func() {
				v := visit{conn: conn}
				if stream, err := hear(ctx, conn, pass); err == nil {
					v.stream = stream
				}
				select {
				case heard <- v:
				case <-ctx.Done():
				}
			}()
		case v := <-heard:
			stay := pending[:0]
			for _, conn := range pending {
				if conn != v.conn {
					stay = append(stay, conn)
				}
			}
			pending = stay
			if v.stream != nil {
				return v.conn, v.stream, nil
			}
			v.conn.CloseWithError(refused, "")
		case err := <-failed:
			return nil, nil, err
		}
	}
}

// hear is the stream of a connection, on which the token has come.
func hear(ctx context.Context, conn *quic.Conn, pass token.Token) (*quic.Stream, error) {
	ctx, cancel := context.WithTimeout(ctx, silence)
	defer cancel()
	stream, err := conn.AcceptStream(ctx)
	if err != nil {
		return nil, err
	}
	return stream, pass.Hear(stream)
}
