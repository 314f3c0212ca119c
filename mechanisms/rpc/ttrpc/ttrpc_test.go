package ttrpc_test

import (
	"testing"

	"ipcbench/mechanisms/mechtest"
	"ipcbench/mechanisms/rpc/ttrpc"
)

func TestTTRPC(t *testing.T) { mechtest.Run(t, ttrpc.TTRPC{}) }
