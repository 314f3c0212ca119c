// Package exchange is what the RPC mechanisms share: the Link of a client and of a server whose one method carries a message there and one
// back, whatever system carries them.
//
// Each side serves the other, so that the Link is two-way; only the calls from A to B are used by Latency and Throughput.
package exchange

import (
	"context"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"sync"
	"time"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/listener"
)

// The names of the service and its method in the systems that give them one.
const (
	ServiceName = "ipcbench.Pair"
	Method      = "Exchange"
)

// LargestCall is the largest call that systems with a limit of their own are asked to allow, in bytes: the messages
// that the pair was prepared for, with room for what stands around a payload. A longer one is refused before memory
// is spent on it.
func LargestCall(e *mechanisms.End) int { return e.Size + 1<<10 }

// Traits are those of an RPC mechanism.
func Traits(name, moves string) mechanisms.Traits {
	return mechanisms.Traits{
		Name: name, Family: "rpc", Moves: moves, Over: "go-unix",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.HalfDuplex, Relation: mechanisms.Any,
		Waits: []mechanisms.Wait{mechanisms.Block},
		// Encoder's buffer, socket in, socket out, decoder's buffer, argument.
		Copies: 5, Managed: true,
	}
}

// SocketOf is the path of the Unix socket on which one side serves.
func SocketOf(dir string, s mechanisms.Side) string {
	return filepath.Join(dir, "rpc-"+s.String()+".sock")
}

// Listen has both sides serve on Unix sockets.
func Listen(p *mechanisms.Preparation) error {
	for _, s := range mechanisms.Sides {
		if err := listener.Unix(p, s, "unix", p.Path(filepath.Base(SocketOf("", s)))); err != nil {
			return err
		}
	}
	return nil
}

// ListenTCP has both sides serve on TCP ports of the loopback interface; AddressOf finds them.
func ListenTCP(p *mechanisms.Preparation) error {
	for _, s := range mechanisms.Sides {
		address, err := listener.TCP(p, s)
		if err != nil {
			return err
		}
		p.Set("address-"+s.String(), address)
	}
	return nil
}

// AddressOf is the TCP address on which one side serves.
func AddressOf(e *mechanisms.End, s mechanisms.Side) string { return e.Value("address-" + s.String()) }

// Dial connects to the other side's server: at Open, since the socket's name is removed when both sides have opened. What it returns
// is for a [net/http.Transport], which dials when it first needs to: it gets that connection, and no other. The
// caller closes it.
func Dial(e *mechanisms.End, network, address string) (
	net.Conn, func(context.Context, string, string) (net.Conn, error), error,
) {
	conn, err := listener.Dial(context.Background(), e, network, address)
	if err != nil {
		return nil, nil, err
	}
	first := make(chan net.Conn, 1)
	first <- conn
	return conn, func(context.Context, string, string) (net.Conn, error) {
		select {
		case c := <-first:
			return c, nil
		default:
			return nil, errors.New("the connection to the other side is closed")
		}
	}, nil
}

// A Service answers the calls of the other side.
type Service struct {
	mu        sync.Mutex // held while handle runs
	installed sync.Cond
	handle    handler    // nil while nobody serves: a request then waits
	finished  chan error // of the Serve that installed handle
}

// A handler is as in [mechanisms.Server].
type handler func(request []byte) (response []byte, last bool, err error)

// NewService is one that waits for its first handler.
func NewService() *Service {
	s := &Service{}
	s.installed.L = &s.mu
	return s
}

// Exchange hands a request to the handler and returns what that answers with, which stays as it is until the next call.
func (s *Service) Exchange(request []byte) (response []byte, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.handle == nil {
		s.installed.Wait()
	}
	response, last, err := s.handle(request)
	if last || err != nil {
		s.handle = nil
		s.finished <- err
	}
	return response, err
}

// install makes handle answer the requests to come, up to the last, after which the channel says how it ended.
func (s *Service) install(handle handler) <-chan error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.handle, s.finished = handle, make(chan error, 1)
	s.installed.Broadcast()
	return s.finished
}

// A Link is a client's and a server's. It implements [mechanisms.Caller] and [mechanisms.Server].
type Link struct {
	name    string
	call    func(request []byte) (response []byte, err error)
	service *Service
	end     func() error
	largest int // bytes of a message

	gone   <-chan struct{} // closed when the other process has ended
	closed bool
}

// New makes a Link of a client, whose one call call makes, and of a service. end closes both; what it says of a connection that the
// other side has closed already is of no interest, and nil.
func New(e *mechanisms.End, t mechanisms.Traits, service *Service, call func([]byte) ([]byte, error), end func() error) *Link {
	return &Link{name: t.Name, call: call, service: service, end: end, largest: e.Size, gone: e.Peer.Done()}
}

// Send is a call with an empty answer.
func (l *Link) Send(p []byte) error { return l.Call(p, nil) }

// Recv serves one request, and answers it with nothing.
func (l *Link) Recv(p []byte) error {
	return l.Serve(func(request []byte) ([]byte, bool, error) {
		if len(request) != len(p) {
			return nil, true, fmt.Errorf("%s: received a message of %d bytes where one of %d was due", l.name, len(request), len(p))
		}
		copy(p, request)
		return nil, true, nil
	})
}

// Call implements [mechanisms.Caller].
func (l *Link) Call(request, response []byte) error {
	if len(request) > l.largest {
		return &mechanisms.SizeError{
			Mechanism: l.name, Size: len(request), Limit: l.largest, Why: "the size it was prepared for",
		}
	}
	answer, err := l.call(request)
	if err != nil {
		return l.peerGone(err)
	}
	if len(answer) != len(response) {
		return fmt.Errorf("%s: answer of %d bytes where one of %d was due", l.name, len(answer), len(response))
	}
	copy(response, answer)
	return nil
}

// peerGone tells whether a call failed because the other process has ended, for which it waits a moment.
func (l *Link) peerGone(err error) error {
	const moment = 500 * time.Millisecond
	select {
	case <-l.gone:
		return fmt.Errorf("%w: %w", mechanisms.ErrPeerGone, err)
	case <-time.After(moment):
		return fmt.Errorf("%s: %w", l.name, err)
	}
}

// Serve implements [mechanisms.Server].
func (l *Link) Serve(handle func([]byte) ([]byte, bool, error)) error {
	finished := l.service.install(handle)
	select {
	case err := <-finished:
		return err
	case <-l.gone:
		return mechanisms.ErrPeerGone
	}
}

// Close closes client and server.
func (l *Link) Close() error {
	if l.closed {
		return errors.New(l.name + ": closed twice")
	}
	l.closed = true
	return l.end()
}
