package rpc_test

import (
	"testing"

	"ipcbench/mechanisms/mechtest"
	"ipcbench/mechanisms/rpc"
)

func TestGob(t *testing.T) { mechtest.Run(t, rpc.Gob{}) }

func TestJSON(t *testing.T) { mechtest.Run(t, rpc.Gob{JSON: true}) }
