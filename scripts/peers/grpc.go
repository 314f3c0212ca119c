package main

import (
	"net"

	"google.golang.org/grpc"
	"google.golang.org/grpc/benchmark"
	"google.golang.org/grpc/credentials/insecure"

	testgrpc "google.golang.org/grpc/interop/grpc_testing"
)

// serveGRPC is what google.golang.org/grpc/benchmark/server runs.
func serveGRPC(int) (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	benchmark.StartServer(benchmark.ServerInfo{Type: "protobuf", Listener: l})
	return l.Addr().String(), nil
}

// callGRPC is what google.golang.org/grpc/benchmark/client runs with -rpc_type=unary: one connection, one call at a
// time.
func callGRPC(address string, size int) (func() error, error) {
	conn := benchmark.NewClientConn(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	client := testgrpc.NewBenchmarkServiceClient(conn)
	return func() error { return benchmark.DoUnaryCall(client, size, size) }, nil
}
