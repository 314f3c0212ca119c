// Package connect holds Connect: connectrpc.com/connect.
package connect

import (
	"context"
	"errors"
	"net/http"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/exchange"
	"ipcbench/mechanisms/kit/listener"

	"connectrpc.com/connect"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// Connect is connect: unary calls by the Connect protocol of a message with one field of bytes, over HTTP/2 without
// encryption (h2c) on a Unix socket, without compression.
type Connect struct{}

// Traits implements [mechanisms.Mechanism].
func (Connect) Traits() mechanisms.Traits {
	t := exchange.Traits("connect", "Connect over HTTP/2 without encryption on a Unix socket; one unary call an op")
	t.VariantOf, t.Hosts = "grpc", true
	return t
}

// Available implements [mechanisms.Mechanism].
func (Connect) Available() error { return nil }

// Prepare listens for both servers.
func (Connect) Prepare(p *mechanisms.Preparation) error { return exchange.Listen(p) }

// A message has one field of bytes.
type message = wrapperspb.BytesValue

const procedure = "/" + exchange.ServiceName + "/" + exchange.Method

// Open serves, and makes a client of the other side's server.
func (m Connect) Open(e *mechanisms.End) (mechanisms.Link, error) {
	accepting, err := listener.Take(e)
	if err != nil {
		return nil, err
	}
	service := exchange.NewService()
	mux := http.NewServeMux()
	mux.Handle(procedure, connect.NewUnaryHandler(procedure,
		func(_ context.Context, request *connect.Request[message]) (*connect.Response[message], error) {
			response, err := service.Exchange(request.Msg.Value)
			return connect.NewResponse(&message{Value: response}), err
		}, connect.WithCompression("gzip", nil, nil), connect.WithReadMaxBytes(exchange.LargestCall(e))))
	var h2c http.Protocols
	h2c.SetUnencryptedHTTP2(true)
	server := &http.Server{Handler: mux, Protocols: &h2c}
	go server.Serve(accepting)

	transport, hangUp, err := exchange.Transport(e, &h2c)
	if err != nil {
		return nil, errors.Join(err, server.Close())
	}
	client := connect.NewClient[message, message](&http.Client{Transport: transport}, "http://ipcbench"+procedure,
		connect.WithAcceptCompression("gzip", nil, nil), connect.WithReadMaxBytes(exchange.LargestCall(e)))
	call := func(request []byte) ([]byte, error) {
		response, err := client.CallUnary(context.Background(), connect.NewRequest(&message{Value: request}))
		if err != nil {
			return nil, err
		}
		return response.Msg.Value, nil
	}
	end := func() error {
		hangUp()
		return server.Close()
	}
	return exchange.New(e, m.Traits(), service, call, end), nil
}
