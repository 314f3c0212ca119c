package exchange

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/listener"
	"ipcbench/mechanisms/kit/managed"
)

// Transport connects to the other side's server, and makes a transport of this one connection, whatever host a URL
// names. An [net/http.Transport] dials at its first call, but the socket's name is removed when both sides have opened:
// so a mechanism calls Transport in Open. The caller calls close when the transport is no longer used.
func Transport(e *mechanisms.End, protocols *http.Protocols) (t *http.Transport, close func(), err error) {
	network, address := ServerOf(e)
	conn, err := listener.Dial(context.Background(), e, network, address)
	if err != nil {
		return nil, nil, err
	}
	t = transportOf(conn, protocols)
	return t, func() {
		t.CloseIdleConnections()
		conn.Close() // again, if it was ever used
	}, nil
}

// EncryptedTransport is [Transport] over TLS, whose handshake it makes.
func EncryptedTransport(
	e *mechanisms.End, config *tls.Config, protocols *http.Protocols,
) (t *http.Transport, close func(), err error) {
	ctx, cancel := managed.WhileOpening(e)
	defer cancel()
	network, address := ServerOf(e)
	raw, err := listener.Dial(ctx, e, network, address)
	if err != nil {
		return nil, nil, err
	}
	conn := tls.Client(raw, config)
	if err := conn.HandshakeContext(ctx); err != nil {
		raw.Close()
		return nil, nil, fmt.Errorf("the TLS handshake: %w", managed.WhyNot(ctx, err))
	}
	t = transportOf(conn, protocols)
	t.DialTLSContext = t.DialContext
	return t, func() {
		t.CloseIdleConnections()
		conn.Close() // again, if it was ever used
	}, nil
}

// transportOf makes a transport that uses one connection, and fails when that is closed.
func transportOf(conn net.Conn, protocols *http.Protocols) *http.Transport {
	first := make(chan net.Conn, 1)
	first <- conn
	return &http.Transport{
		Protocols: protocols, DisableCompression: true,
		// Without a limit, the second of two calls may dial although the first was answered: an HTTP/2 connection is
		// ready for others a moment after it was handed to the call that dialled.
		MaxConnsPerHost: 1,
		DialContext: func(context.Context, string, string) (net.Conn, error) {
			select {
			case c := <-first:
				return c, nil
			default:
				return nil, errors.New("the connection to the other side is closed")
			}
		},
	}
}
