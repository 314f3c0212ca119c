// Package quic holds QUIC by github.com/quic-go/quic-go, which does in user space what TCP does in the kernel.
package quic

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"sync"
	"time"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/certificate"
	"ipcbench/mechanisms/kit/listener"
	"ipcbench/mechanisms/kit/managed"
	"ipcbench/mechanisms/kit/token"

	"github.com/quic-go/quic-go"
)

// QUIC is quic: one stream both ways of one QUIC connection, with TLS 1.3 in it. The server shows a certificate, which
// the client verifies; the first bytes of the stream are the pair's token. Source: RFC 9000.
//
// quic-go paces what it sends. When its budget is spent it pauses for 1 ms at least (minPacingDelay of its
// internal/congestion), also where a round trip takes less.
type QUIC struct{}

// Traits implements [mechanisms.Mechanism].
func (QUIC) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: "quic", Family: "socket", Moves: "one stream of one QUIC connection over UDP, by quic-go", Over: "go-udp",
		Provider: mechanisms.OS, Scope: mechanisms.Host, Hosts: true,
		Direction: mechanisms.Duplex, Relation: mechanisms.Any,
		Crosses: []mechanisms.Border{mechanisms.Network},
		Waits:   []mechanisms.Wait{mechanisms.Block}, Managed: true, Stream: true,
		// Into a frame; into a packet, where it is encrypted in place; socket in; socket out, where it is decrypted in
		// place; into a frame; out of it. What is lost and sent again is copied more often.
		Copies: 6,
		Needs:  mechanisms.SecondHost + "; for quic-go's buffers net.core.rmem_max and wmem_max of 7.5 MB",
	}
}

// Available implements [mechanisms.Mechanism].
func (QUIC) Available() error { return nil }

const (
	addressName = "address"
	// protocol is that of ALPN, which QUIC always has (RFC 9001, 8.1).
	protocol = "ipcbench"
)

// Prepare binds a socket for side A, and makes its certificate.
func (QUIC) Prepare(p *mechanisms.Preparation) error {
	if err := certificate.Make(p, mechanisms.A); err != nil {
		return err
	}
	return listener.UDP(p, mechanisms.A, addressName)
}

// config is that of both ends. An idle connection stays, without packets that keep it alive: who waits is told by the
// engine when the other process has ended.
func config() *quic.Config {
	return &quic.Config{
		HandshakeIdleTimeout: token.Patience, MaxIdleTimeout: 24 * time.Hour,
		MaxIncomingStreams: 1, MaxIncomingUniStreams: -1,
	}
}

// quiet keeps quic-go from writing a notice to the log of every worker if the kernel grants smaller buffers than it
// asks for, which the traits say.
var quiet = sync.OnceValue(func() error { return os.Setenv("QUIC_GO_DISABLE_RECEIVE_BUFFER_WARNING", "true") })

// Open accepts or connects, and shows the token.
func (QUIC) Open(e *mechanisms.End) (mechanisms.Link, error) {
	pass, ok, err := token.Of(e)
	if err == nil && !ok {
		err = errors.New("the pair has no token")
	}
	if err == nil {
		err = quiet()
	}
	if err != nil {
		return nil, err
	}
	ctx, cancel := managed.WhileOpening(e)
	defer cancel()
	open := connect
	if e.Side == mechanisms.A {
		open = accept
	}
	l, err := open(ctx, e, pass)
	if err != nil {
		return nil, fmt.Errorf("the QUIC connection: %w", managed.WhyNot(ctx, err))
	}
	go l.watch(e.Peer)
	return l, nil
}

// connect is B's part.
func connect(ctx context.Context, e *mechanisms.End, pass token.Token) (*link, error) {
	secure, err := certificate.Client(e, protocol)
	if err != nil {
		return nil, err
	}
	to, err := net.ResolveUDPAddr("udp", e.Value(addressName))
	if err != nil {
		return nil, err
	}
	socket, err := net.ListenUDP("udp", nil)
	if err != nil {
		return nil, err
	}
	l := newLink(socket)
	if l.conn, err = l.transport.Dial(ctx, to, secure, config()); err == nil {
		l.stream, err = l.conn.OpenStreamSync(ctx)
	}
	if err == nil {
		err = pass.Greet(l.stream)
	}
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}
