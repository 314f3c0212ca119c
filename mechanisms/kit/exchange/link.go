package exchange

import (
	"errors"
	"fmt"
	"time"

	"ipcbench/mechanisms"
)

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

// New makes a Link of a client and a service. call makes the client's one call: it may keep the request until it
// returns, and the response is the Link's until the next call. end closes both; of a connection that the other side has
// closed already it returns nil.
func New(
	e *mechanisms.End, t mechanisms.Traits, service *Service,
	call func(request []byte) (response []byte, err error), end func() error,
) *Link {
	return &Link{name: t.Name, call: call, service: service, end: end, largest: e.Size, gone: e.Peer.Done()}
}

// Send is a call with an empty answer.
func (l *Link) Send(p []byte) error { return l.Call(p, nil) }

// Recv serves one request, and answers it with nothing.
func (l *Link) Recv(p []byte) error {
	return l.Serve(func(request []byte) ([]byte, bool, error) {
		if len(request) != len(p) {
			return nil, true, mechanisms.WrongSize(l.name, len(request), len(p))
		}
		copy(p, request)
		return nil, true, nil
	})
}

// Call implements [mechanisms.Caller].
func (l *Link) Call(request, response []byte) error {
	if len(request) > l.largest {
		return mechanisms.TooLarge(l.name, len(request), l.largest)
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
