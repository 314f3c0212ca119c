// Package drpc holds DRPC: storj.io/drpc.
package drpc

import (
	"context"
	"errors"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/exchange"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/wrapperspb"
	"storj.io/drpc"
	"storj.io/drpc/drpcconn"
	"storj.io/drpc/drpcmanager"
	"storj.io/drpc/drpcserver"
	"storj.io/drpc/drpcwire"
)

// DRPC is drpc: unary calls of a message with one field of bytes over a Unix socket.
type DRPC struct{}

// Traits implements [mechanisms.Mechanism].
func (DRPC) Traits() mechanisms.Traits {
	t := exchange.Traits("drpc", "DRPC over a Unix socket; one unary call an op")
	t.VariantOf, t.Hosts = "grpc", true
	return t
}

// Available implements [mechanisms.Mechanism].
func (DRPC) Available() error { return nil }

// Prepare listens for both servers.
func (DRPC) Prepare(p *mechanisms.Preparation) error { return exchange.Listen(p) }

const method = "/" + exchange.ServiceName + "/" + exchange.Method

// protobuf is the encoding that protoc-gen-go-drpc would generate.
type protobuf struct{}

// Marshal implements [drpc.Encoding].
func (protobuf) Marshal(m drpc.Message) ([]byte, error) { return proto.Marshal(m.(proto.Message)) }

// Unmarshal implements [drpc.Encoding].
func (protobuf) Unmarshal(p []byte, m drpc.Message) error {
	return proto.Unmarshal(p, m.(proto.Message))
}

// A handler serves the one method.
type handler struct{ service *exchange.Service }

// HandleRPC implements [drpc.Handler].
func (h handler) HandleRPC(stream drpc.Stream, _ string) error {
	var request wrapperspb.BytesValue
	if err := stream.MsgRecv(&request, protobuf{}); err != nil {
		return err
	}
	response, err := h.service.Exchange(request.Value)
	if err != nil {
		return err
	}
	return errors.Join(stream.MsgSend(&wrapperspb.BytesValue{Value: response}, protobuf{}), stream.CloseSend())
}

// Open serves, and makes a client of the other side's server.
func (m DRPC) Open(e *mechanisms.End) (mechanisms.Link, error) {
	in, out, err := exchange.Connect(e)
	if err != nil {
		return nil, err
	}
	options := drpcmanager.Options{Reader: drpcwire.ReaderOptions{MaximumBufferSize: exchange.LargestCall(e)}}
	service := exchange.NewService()
	server := drpcserver.NewWithOptions(handler{service}, drpcserver.Options{Manager: options})
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan struct{})
	go func() {
		server.ServeOne(ctx, in)
		close(served)
	}()
	client := drpcconn.NewWithOptions(out, drpcconn.Options{Manager: options})
	call := func(request []byte) ([]byte, error) {
		var response wrapperspb.BytesValue
		err := client.Invoke(context.Background(), method, protobuf{},
			&wrapperspb.BytesValue{Value: request}, &response)
		return response.Value, err
	}
	end := func() error {
		err := client.Close()
		stop()
		in.Close()
		<-served
		return err
	}
	return exchange.New(e, m.Traits(), service, call, end), nil
}
