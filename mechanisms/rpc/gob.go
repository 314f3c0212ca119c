// Package rpc holds the remote procedure calls: real clients and servers of the RPC systems Go programs use.
package rpc

import (
	"errors"
	"fmt"
	"io"
	"net"
	netrpc "net/rpc"
	"path/filepath"
	"sync"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/internal/listener"

	"golang.org/x/sys/unix"
)

// Gob is rpc-gob: net/rpc with gob over a Unix stream socket. One op is one call that carries the payload there and, in
// Latency, back. Each side serves the other on a connection of its own, so that the Link is two-way; only the one from
// A to B is used by Latency and Throughput.
type Gob struct{}

// Traits implements [mechanisms.Mechanism].
func (Gob) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: "rpc-gob", Family: "rpc", Moves: "net/rpc with gob over a Unix socket; one call an op",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.HalfDuplex, Relation: mechanisms.Any,
		Waits: []mechanisms.Wait{mechanisms.Block},
		// Encoder's buffer, socket in, socket out, decoder's buffer, argument.
		Copies: 5, Managed: true,
		Needs: "a temporary directory with a short path",
	}
}

// Available implements [mechanisms.Mechanism].
func (Gob) Available() error { return nil }

func socketOf(s mechanisms.Side) string { return "rpc-" + s.String() + ".sock" }

// Prepare listens for both servers and gives each its listening socket.
func (Gob) Prepare(p *mechanisms.Preparation) error {
	for _, s := range mechanisms.Sides {
		if err := listener.Unix(p, s, "unix", p.Path(socketOf(s))); err != nil {
			return err
		}
	}
	return nil
}

// Open connects to the other side's server and serves its own.
func (Gob) Open(e *mechanisms.End) (mechanisms.Link, error) {
	accepting, err := listener.Take(e)
	if err != nil {
		return nil, err
	}
	defer accepting.Close()
	out, err := net.Dial("unix", filepath.Join(e.Dir, socketOf(e.Side.Other())))
	if err != nil {
		return nil, err
	}
	in, err := accepting.Accept()
	if err != nil {
		out.Close()
		return nil, err
	}
	service := newService()
	server := netrpc.NewServer()
	if err := server.RegisterName(serviceName, service); err != nil {
		return nil, errors.Join(err, in.Close(), out.Close())
	}
	l := &gobLink{client: netrpc.NewClient(out), service: service, in: in, gone: make(chan struct{})}
	go func() {
		server.ServeConn(in) // until the peer closes or dies
		close(l.gone)
	}()
	return l, nil
}

const (
	serviceName = "Pair"
	method      = serviceName + ".Exchange"
)

// Service is what each side serves. It is exported because net/rpc asks for it.
type Service struct {
	mu        sync.Mutex // held while handle runs
	installed sync.Cond
	handle    handler    // nil while nobody serves: a request then waits
	finished  chan error // of the Serve that installed handle
}

// A handler is as in [mechanisms.Server].
type handler func(request []byte) (response []byte, last bool, err error)

func newService() *Service {
	s := &Service{}
	s.installed.L = &s.mu
	return s
}

// A Message is the argument and the answer of the service's method.
type Message struct{ Payload []byte }

// Exchange hands a message to the handler and answers with what it returns.
func (s *Service) Exchange(request Message, response *Message) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.handle == nil {
		s.installed.Wait()
	}
	payload, last, err := s.handle(request.Payload)
	response.Payload = payload
	if last || err != nil {
		s.handle = nil
		s.finished <- err
	}
	return err
}

// install makes handle answer the requests to come, up to the last, after which the channel says how it ended.
func (s *Service) install(handle handler) <-chan error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.handle, s.finished = handle, make(chan error, 1)
	s.installed.Broadcast()
	return s.finished
}

type gobLink struct {
	client  *netrpc.Client
	service *Service
	in      net.Conn
	gone    chan struct{} // closed when the peer's connection has ended
}

// Send is a call with an empty answer.
func (l *gobLink) Send(p []byte) error { return l.exchange(p, nil) }

// Recv serves one request, and answers it with nothing.
func (l *gobLink) Recv(p []byte) error {
	return l.Serve(func(request []byte) ([]byte, bool, error) {
		if len(request) != len(p) {
			return nil, true, fmt.Errorf("rpc-gob: received a message of %d bytes where one of %d was due", len(request), len(p))
		}
		copy(p, request)
		return nil, true, nil
	})
}

// Call implements [mechanisms.Caller].
func (l *gobLink) Call(request, response []byte) error { return l.exchange(request, response) }

func (l *gobLink) exchange(request, response []byte) error {
	var answer Message
	if err := l.client.Call(method, Message{request}, &answer); err != nil {
		return peerGone(err)
	}
	if len(answer.Payload) != len(response) {
		return fmt.Errorf("rpc-gob: answer of %d bytes where one of %d was due", len(answer.Payload), len(response))
	}
	copy(response, answer.Payload)
	return nil
}

// Serve implements [mechanisms.Server].
func (l *gobLink) Serve(handle func([]byte) ([]byte, bool, error)) error {
	finished := l.service.install(handle)
	select {
	case err := <-finished:
		return err
	case <-l.gone:
		return mechanisms.ErrPeerGone
	}
}

// Close closes both connections. The one served may be closed already: its server does that when the peer hangs up.
func (l *gobLink) Close() error {
	in := l.in.Close()
	if errors.Is(in, net.ErrClosed) {
		in = nil
	}
	return errors.Join(l.client.Close(), in)
}

func peerGone(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, netrpc.ErrShutdown) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) ||
		errors.Is(err, unix.EPIPE) || errors.Is(err, unix.ECONNRESET) {
		return fmt.Errorf("%w: %w", mechanisms.ErrPeerGone, err)
	}
	return err
}
