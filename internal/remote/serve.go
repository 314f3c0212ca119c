package remote

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

const (
	// proving is how long either side may take to prove that it knows the token.
	proving = 10 * time.Second
	// mostProving is how many connections may be about to; of more, each is closed at once.
	mostProving = 32
)

// Listen serves one coordinator after the other at a TCP address, until ctx is done. Whoever does not know the token is
// hung up on. While one coordinator is served, others are told so. log is called with what happens, a line each.
func (a *Agent) Listen(ctx context.Context, address string, t Token, log func(string)) error {
	config, err := t.config()
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	defer l.Close()
	context.AfterFunc(ctx, func() { l.Close() })
	log(fmt.Sprintf("serving at %v", l.Addr()))
	var busy sync.Mutex
	var all sync.WaitGroup
	defer all.Wait()
	pending := make(chan struct{}, mostProving)
	for {
		conn, err := l.Accept()
		if ctx.Err() != nil {
			return nil
		}
		if errors.Is(err, unix.EMFILE) || errors.Is(err, unix.ECONNABORTED) {
			time.Sleep(time.Millisecond)
			continue
		}
		if err != nil {
			return err
		}
		select {
		case pending <- struct{}{}:
		default:
			conn.Close()
			continue
		}
		all.Go(func() {
			proven, err := prove(tls.Server(conn, config))
			<-pending
			if err != nil {
				log(fmt.Sprintf("%v: hung up: %v", conn.RemoteAddr(), err))
				return
			}
			defer proven.Close()
			if !busy.TryLock() {
				log(fmt.Sprintf("%v: sent away: another coordinator is served", conn.RemoteAddr()))
				refuse(proven, "it serves another coordinator")
				return
			}
			defer busy.Unlock()
			log(fmt.Sprintf("%v: a coordinator has come", conn.RemoteAddr()))
			stop := context.AfterFunc(ctx, func() { proven.Close() })
			defer stop()
			if err := a.Serve(proven); err != nil && ctx.Err() == nil {
				log(fmt.Sprintf("%v: lost: %v", conn.RemoteAddr(), err))
				return
			}
			log(fmt.Sprintf("%v: the coordinator has gone", conn.RemoteAddr()))
		})
	}
}

// refuse answers the first request with an error.
func refuse(conn net.Conn, why string) {
	l := newLine(conn)
	defer l.close()
	var r request
	for l.receive(&r) == nil {
		if r.Number != 0 {
			l.send(reply{Number: r.Number, Error: why})
			return
		}
	}
}

// prove has both sides prove that they know the token. On an error the connection is closed.
func prove(conn *tls.Conn) (*tls.Conn, error) {
	err := conn.SetDeadline(time.Now().Add(proving))
	if err == nil {
		err = conn.Handshake()
	}
	if err == nil {
		err = conn.SetDeadline(time.Time{})
	}
	if err != nil {
		conn.Close()
		var alert tls.AlertError
		switch {
		case errors.Is(err, ErrStranger), errors.As(err, &alert):
			err = ErrStranger
		case errors.Is(err, os.ErrDeadlineExceeded):
			err = fmt.Errorf("nothing was proven within %v", proving)
		case errors.Is(err, io.EOF):
			err = errors.New("it hung up first")
		}
		return nil, err
	}
	return conn, nil
}

// Connect connects to an agent that listens at a TCP address.
func Connect(address string, t Token) (*Host, error) {
	config, err := t.config()
	if err != nil {
		return nil, err
	}
	conn, err := net.DialTimeout("tcp", address, proving)
	if err != nil {
		return nil, err
	}
	proven, err := prove(tls.Client(conn, config))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", address, err)
	}
	// In TLS 1.3 the server's refusal of our proof comes after the handshake: the first answer tells.
	return NewHost(address, proven)
}
