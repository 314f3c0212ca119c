package grpc_test

import (
	"testing"

	"ipcbench/mechanisms/mechtest"
	"ipcbench/mechanisms/rpc/grpc"
)

func TestGRPC(t *testing.T) { mechtest.Run(t, grpc.GRPC{}) }

func TestTCP(t *testing.T) { mechtest.Run(t, grpc.GRPC{TCP: true}) }

func TestStream(t *testing.T) { mechtest.Run(t, grpc.GRPC{Stream: true}) }
