// Package ttrpc holds ttrpc: containerd's lean relative of gRPC, without HTTP.
package ttrpc

import (
	"context"
	"errors"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/exchange"
	"ipcbench/mechanisms/kit/listener"

	"github.com/containerd/ttrpc"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// TTRPC is ttrpc: unary calls of a message with one field of bytes over a Unix socket.
type TTRPC struct{}

// largest is the library's largest message less what a request has around the payload.
const largest = 4<<20 - 1<<10

// Traits implements [mechanisms.Mechanism].
func (TTRPC) Traits() mechanisms.Traits {
	t := exchange.Traits("ttrpc", "ttrpc over a Unix socket; one unary call an op")
	t.VariantOf, t.Hosts = "grpc", true
	t.Largest, t.LimitedBy = largest, "ttrpc's largest message"
	return t
}

// Available implements [mechanisms.Mechanism].
func (TTRPC) Available() error { return nil }

// Prepare listens for both servers.
func (TTRPC) Prepare(p *mechanisms.Preparation) error { return exchange.Listen(p) }

// Open serves, and makes a client of the other side's server.
func (m TTRPC) Open(e *mechanisms.End) (mechanisms.Link, error) {
	accepting, err := listener.Take(e)
	if err != nil {
		return nil, err
	}
	server, err := ttrpc.NewServer()
	if err != nil {
		return nil, errors.Join(err, accepting.Close())
	}
	service := exchange.NewService()
	server.RegisterService(exchange.ServiceName, &ttrpc.ServiceDesc{Methods: map[string]ttrpc.Method{
		exchange.Method: func(_ context.Context, decode func(any) error) (any, error) {
			var request wrapperspb.BytesValue
			if err := decode(&request); err != nil {
				return nil, err
			}
			response, err := service.Exchange(request.Value)
			return &wrapperspb.BytesValue{Value: response}, err
		},
	}})
	go server.Serve(context.Background(), accepting)
	network, address := exchange.ServerOf(e)
	conn, err := listener.Dial(context.Background(), e, network, address)
	if err != nil {
		return nil, errors.Join(err, server.Close())
	}
	client := ttrpc.NewClient(conn)
	call := func(request []byte) ([]byte, error) {
		var response wrapperspb.BytesValue
		err := client.Call(context.Background(), exchange.ServiceName, exchange.Method,
			&wrapperspb.BytesValue{Value: request}, &response)
		return response.Value, err
	}
	end := func() error { return errors.Join(client.Close(), server.Close()) }
	return exchange.New(e, m.Traits(), service, call, end), nil
}
