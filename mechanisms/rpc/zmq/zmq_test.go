package zmq_test

import (
	"testing"

	"ipcbench/mechanisms/mechtest"
	"ipcbench/mechanisms/rpc/zmq"
)

func TestZMQ(t *testing.T) { mechtest.Run(t, zmq.ZMQ{}) }
