// Package rpc holds the remote procedure calls: real clients and servers of the RPC systems that Go programs use. Those
// of the standard library's net/rpc are here, each of the others is in a package of its own, so that a program is
// compiled with those only that it uses.
package rpc

import (
	"errors"
	"net"
	netrpc "net/rpc"
	"net/rpc/jsonrpc"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/exchange"
)

// Gob is rpc-gob, and rpc-json: net/rpc over a Unix stream socket, in gob or in JSON, which carries bytes in base64.
// One op is one call, which carries the payload there and, in Latency, back.
type Gob struct{ JSON bool }

// Traits implements [mechanisms.Mechanism].
func (m Gob) Traits() mechanisms.Traits {
	t := exchange.Traits("rpc-gob", "net/rpc with gob over a Unix socket; one call an op")
	if m.JSON {
		t = exchange.Traits("rpc-json", "net/rpc with JSON over a Unix socket; one call an op")
		t.VariantOf = Gob{}.Traits().Name
	}
	t.Hosts = true
	return t
}

// Available implements [mechanisms.Mechanism].
func (Gob) Available() error { return nil }

// Prepare listens for both servers.
func (Gob) Prepare(p *mechanisms.Preparation) error { return exchange.Listen(p) }

// Pair is what each side serves. It is exported because net/rpc asks for it.
type Pair struct{ service *exchange.Service }

// A Message is the argument and the answer of the method.
type Message struct{ Payload []byte }

// Exchange answers a call.
func (s *Pair) Exchange(request Message, response *Message) (err error) {
	response.Payload, err = s.service.Exchange(request.Payload)
	return err
}

const method = "Pair." + exchange.Method

// Open connects to the other side's server and serves its own.
func (m Gob) Open(e *mechanisms.End) (mechanisms.Link, error) {
	in, out, err := exchange.Connect(e)
	if err != nil {
		return nil, err
	}
	service := exchange.NewService()
	server := netrpc.NewServer()
	if err := server.RegisterName("Pair", &Pair{service}); err != nil {
		return nil, errors.Join(err, in.Close(), out.Close())
	}
	client := netrpc.NewClient
	serve := func() { server.ServeConn(in) } // until the peer closes or dies
	if m.JSON {
		client, serve = jsonrpc.NewClient, func() { server.ServeCodec(jsonrpc.NewServerCodec(in)) }
	}
	c := client(out)
	go serve()
	call := func(request []byte) ([]byte, error) {
		var response Message
		err := c.Call(method, Message{request}, &response)
		return response.Payload, err
	}
	end := func() error {
		// The connection served is closed already if the peer has hung up.
		if err := in.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
			return errors.Join(err, c.Close())
		}
		return c.Close()
	}
	return exchange.New(e, m.Traits(), service, call, end), nil
}
