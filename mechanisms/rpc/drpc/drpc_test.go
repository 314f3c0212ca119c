package drpc_test

import (
	"testing"

	"ipcbench/mechanisms/mechtest"
	"ipcbench/mechanisms/rpc/drpc"
)

func TestDRPC(t *testing.T) { mechtest.Run(t, drpc.DRPC{}) }
