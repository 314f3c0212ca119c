package connect_test

import (
	"testing"

	"ipcbench/mechanisms/mechtest"
	"ipcbench/mechanisms/rpc/connect"
)

func TestConnect(t *testing.T) { mechtest.Run(t, connect.Connect{}) }
