package token

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"time"

	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// A listener hands on only the connections on which the token has come.
type listener struct {
	net.Listener
	token    Token
	peer     *mechanisms.Peer
	accepted chan net.Conn

	once   sync.Once
	closed chan struct{}
	err    error // why there will be no more, once closed is

	mu      sync.Mutex
	pending []net.Conn // oldest first
}

// NewListener is l, whose Accept returns only the connections that the other end has made by [Token.Dial], and fails
// with [mechanisms.ErrPeerGone] when the other process has ended. It owns l from then on.
func (t Token) NewListener(e *mechanisms.End, l net.Listener) net.Listener {
	gate := &listener{Listener: l, token: t, peer: e.Peer, accepted: make(chan net.Conn), closed: make(chan struct{})}
	go gate.serve()
	return gate
}

func (l *listener) serve() {
	for {
		c, err := l.Listener.Accept()
		if errors.Is(err, unix.EMFILE) && l.dropOldest() {
			continue
		}
		if err != nil {
			l.end(err)
			return
		}
		l.mu.Lock()
		l.pending = append(l.pending, c)
		many := len(l.pending) > mostPending
		l.mu.Unlock()
		if many {
			l.dropOldest()
		}
		go l.hear(c)
	}
}

// dropOldest makes room for others.
func (l *listener) dropOldest() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.pending) == 0 {
		return false
	}
	l.pending[0].Close()
	l.pending = l.pending[1:]
	return true
}

// forget takes a connection off those that are pending.
func (l *listener) forget(c net.Conn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, one := range l.pending {
		if one == c {
			l.pending = append(l.pending[:i], l.pending[i+1:]...)
			return
		}
	}
}

func (l *listener) hear(c net.Conn) {
	err := l.token.Hear(c)
	l.forget(c)
	if err == nil {
		select {
		case l.accepted <- c:
			return
		case <-l.closed:
		}
	}
	c.Close()
}

// A Channel is a connection, or what is like one, as a stream of QUIC.
type Channel interface {
	io.ReadWriter
	SetDeadline(time.Time) error
}

// Hear is nil if the first half of the token comes on c, and within a while; it has then sent the second. Otherwise
// the caller closes c.
func (t Token) Hear(c Channel) error {
	if err := c.SetDeadline(time.Now().Add(silence)); err != nil {
		return err
	}
	var shown [half]byte
	if _, err := io.ReadFull(c, shown[:]); err != nil {
		return err
	}
	if !equal(shown[:], t.question) {
		return errStranger
	}
	if _, err := c.Write(t.answer); err != nil {
		return err
	}
	return c.SetDeadline(time.Time{})
}

// Accept returns the next connection on which the token has come.
func (l *listener) Accept() (net.Conn, error) {
	select {
	case c := <-l.accepted:
		return c, nil
	case <-l.peer.Done():
		return nil, mechanisms.ErrPeerGone
	case <-l.closed:
		return nil, l.err
	}
}

// Close closes the socket, and the connections on which the token has not come yet.
func (l *listener) Close() error {
	err := l.Listener.Close()
	l.end(net.ErrClosed)
	for l.dropOldest() {
	}
	return err
}

func (l *listener) end(why error) {
	l.once.Do(func() {
		l.err = why
		close(l.closed)
	})
}

// Dial makes connections by dial until one is accepted by the other end, by [Token.NewListener]. The caller closes it.
func (t Token) Dial(ctx context.Context, dial func(context.Context) (net.Conn, error)) (net.Conn, error) {
	var err error
	for range tries {
		var c net.Conn
		if c, err = dial(ctx); err != nil {
			return nil, err
		}
		if err = t.Greet(c); err == nil {
			return c, nil
		}
		c.Close()
		if !errors.Is(err, errClosed) {
			break
		}
	}
	return nil, err
}

// Greet is nil if the other end is at the other end of c, where it calls [Token.Hear]. Otherwise the caller closes c.
func (t Token) Greet(c Channel) error {
	if err := c.SetDeadline(time.Now().Add(Patience)); err != nil {
		return err
	}
	var shown [half]byte
	_, err := c.Write(t.question)
	if err == nil {
		_, err = io.ReadFull(c, shown[:])
	}
	var late net.Error
	switch {
	case errors.As(err, &late) && late.Timeout():
		return errNobody
	case err != nil:
		return fmt.Errorf("%w: %w", errClosed, err)
	case !equal(shown[:], t.answer):
		return errStranger
	}
	return c.SetDeadline(time.Time{})
}
