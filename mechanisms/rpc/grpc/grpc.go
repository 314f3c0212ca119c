// Package grpc holds gRPC: google.golang.org/grpc, unary and streaming.
package grpc

import (
	"context"
	"errors"
	"net"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/exchange"
	"ipcbench/mechanisms/kit/listener"
	"ipcbench/mechanisms/kit/loopback"

	"google.golang.org/grpc"
	"google.golang.org/grpc/connectivity"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// GRPC is grpc: unary calls of a message with one field of bytes (google.protobuf.BytesValue), over a Unix socket,
// without encryption or compression. Its fields make other mechanisms of it.
type GRPC struct {
	TCP    bool // grpc-tcp: over TCP on the loopback interface
	Stream bool // grpc-stream: one stream both ways, on which an op is a message there and one back
}

// Traits implements [mechanisms.Mechanism].
func (m GRPC) Traits() mechanisms.Traits {
	switch {
	case m.Stream:
		t := exchange.Traits("grpc-stream",
			"gRPC over a Unix socket; one message there and one back an op, on one stream")
		t.VariantOf, t.Hosts = GRPC{}.Traits().Name, true
		return t
	case m.TCP:
		t := exchange.Traits("grpc-tcp", "gRPC over TCP on loopback; one unary call an op")
		t.VariantOf, t.Over, t.Needs, t.Hosts = GRPC{}.Traits().Name, "go-tcp", loopback.Needs, true
		t.Crosses = []mechanisms.Border{mechanisms.Network}
		return t
	}
	return exchange.Traits("grpc", "gRPC over a Unix socket; one unary call an op")
}

// Available looks for the loopback interface, if it is needed.
func (m GRPC) Available() error {
	if m.TCP {
		return loopback.Available()
	}
	return nil
}

// Prepare listens for both servers.
func (m GRPC) Prepare(p *mechanisms.Preparation) error {
	if m.TCP {
		return exchange.ListenTCP(p)
	}
	return exchange.Listen(p)
}

// Open serves, and makes a client of the other side's server.
func (m GRPC) Open(e *mechanisms.End) (mechanisms.Link, error) {
	accepting, err := listener.Take(e)
	if err != nil {
		return nil, err
	}
	service := exchange.NewService()
	largest := exchange.LargestCall(e)
	server := grpc.NewServer(grpc.MaxRecvMsgSize(largest), grpc.MaxSendMsgSize(largest))
	server.RegisterService(&description, service)
	go server.Serve(accepting)
	network, address := exchange.ServerOf(e)
	client, err := grpc.NewClient("passthrough:///ipcbench", grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) {
			return listener.Dial(ctx, e, network, address)
		}),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(largest), grpc.MaxCallSendMsgSize(largest)))
	if err != nil {
		server.Stop()
		return nil, err
	}
	end := func() error {
		err := client.Close()
		server.Stop()
		return err
	}
	if err := ready(client, e.Peer); err != nil {
		return nil, errors.Join(err, end())
	}
	call := unary(client)
	if m.Stream {
		if call, err = streaming(client); err != nil {
			return nil, errors.Join(err, end())
		}
	}
	return exchange.New(e, m.Traits(), service, call, end), nil
}

// ready connects now. The client would otherwise do so at its first call, when the socket's name is gone.
func ready(client *grpc.ClientConn, peer *mechanisms.Peer) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		select {
		case <-peer.Done():
			cancel()
		case <-ctx.Done():
		}
	}()
	client.Connect()
	for {
		state := client.GetState()
		if state == connectivity.Ready {
			return nil
		}
		if !client.WaitForStateChange(ctx, state) {
			return mechanisms.ErrPeerGone
		}
	}
}

const streamMethod = "Stream"

// description is what protoc-gen-go-grpc would generate for a service with the two methods.
var description = grpc.ServiceDesc{
	ServiceName: exchange.ServiceName,
	HandlerType: (*interface {
		Exchange(request []byte) (response []byte, err error)
	})(nil),
	Methods: []grpc.MethodDesc{{MethodName: exchange.Method, Handler: handle}},
	Streams: []grpc.StreamDesc{{
		StreamName: streamMethod, Handler: handleStream, ServerStreams: true, ClientStreams: true,
	}},
}

func handle(service any, _ context.Context, decode func(any) error, _ grpc.UnaryServerInterceptor) (any, error) {
	var request wrapperspb.BytesValue
	if err := decode(&request); err != nil {
		return nil, err
	}
	response, err := service.(*exchange.Service).Exchange(request.Value)
	return &wrapperspb.BytesValue{Value: response}, err
}

func handleStream(service any, stream grpc.ServerStream) error {
	for {
		var request wrapperspb.BytesValue
		if err := stream.RecvMsg(&request); err != nil {
			return err
		}
		response, err := service.(*exchange.Service).Exchange(request.Value)
		if err != nil {
			return err
		}
		if err := stream.SendMsg(&wrapperspb.BytesValue{Value: response}); err != nil {
			return err
		}
	}
}

func unary(client *grpc.ClientConn) func([]byte) ([]byte, error) {
	return func(request []byte) ([]byte, error) {
		var response wrapperspb.BytesValue
		err := client.Invoke(context.Background(), "/"+exchange.ServiceName+"/"+exchange.Method,
			&wrapperspb.BytesValue{Value: request}, &response)
		return response.Value, err
	}
}

func streaming(client *grpc.ClientConn) (func([]byte) ([]byte, error), error) {
	stream, err := client.NewStream(context.Background(), &description.Streams[0],
		"/"+exchange.ServiceName+"/"+streamMethod)
	if err != nil {
		return nil, err
	}
	return func(request []byte) ([]byte, error) {
		if err := stream.SendMsg(&wrapperspb.BytesValue{Value: request}); err != nil {
			return nil, err
		}
		var response wrapperspb.BytesValue
		err := stream.RecvMsg(&response)
		return response.Value, err
	}, nil
}
