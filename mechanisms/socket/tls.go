package socket

import (
	"crypto/tls"
	"errors"
	"fmt"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/certificate"
	"ipcbench/mechanisms/kit/listener"
	"ipcbench/mechanisms/kit/managed"

	"golang.org/x/sys/unix"
)

// TLS is tls: TLS 1.3 over the connection of [GoTCP], by crypto/tls. The server shows a certificate, which the client
// verifies; the pair's token comes before the handshake.
//
// A message is cut into records of at most 16 KiB. The first 128 KiB of a connection go in shorter ones, as crypto/tls
// does by default.
type TLS struct{}

// Traits implements [mechanisms.Mechanism].
func (TLS) Traits() mechanisms.Traits {
	t := managed.Traits(TCP{}.Traits(), "tls", "TLS 1.3 over one TCP connection, by crypto/tls over net.TCPConn")
	t.VariantOf, t.Over, t.Scope = "", "go-tcp", mechanisms.Host
	// Into a record, where it is encrypted in place; socket in; socket out, where it is decrypted in place; out of it.
	t.Copies = 4
	t.Needs = mechanisms.SecondHost
	return t
}

// Available implements [mechanisms.Mechanism].
func (TLS) Available() error { return nil }

// Prepare listens on a free port for side A, and makes its certificate.
func (TLS) Prepare(p *mechanisms.Preparation) error {
	if err := certificate.Make(p, mechanisms.A); err != nil {
		return err
	}
	return listener.TCP(p, mechanisms.A, "address")
}

// Open accepts or connects, and makes the handshake.
func (TLS) Open(e *mechanisms.End) (mechanisms.Link, error) {
	config, wrap := certificate.Client, tls.Client
	if e.Side == mechanisms.A {
		config, wrap = certificate.Server, tls.Server
	}
	c, err := config(e)
	if err != nil {
		return nil, err
	}
	raw, err := goJoin(e, "tcp", e.Value("address"))
	if err != nil {
		return nil, err
	}
	conn := wrap(raw, c)
	ctx, cancel := managed.WhileOpening(e)
	defer cancel()
	if err := conn.HandshakeContext(ctx); err != nil {
		raw.Close()
		return nil, fmt.Errorf("the TLS handshake: %w", managed.WhyNot(ctx, err))
	}
	return &tlsLink{managed.Stream{In: conn, Out: conn}}, nil
}

type tlsLink struct{ managed.Stream }

// Close says that it closes, which the other side, closed already, need not hear, and closes the connection.
func (l *tlsLink) Close() error {
	err := l.Stream.Close()
	if errors.Is(err, unix.EPIPE) || errors.Is(err, unix.ECONNRESET) {
		return nil
	}
	return err
}
