package nats_test

import (
	"testing"

	"ipcbench/mechanisms/mechtest"
	"ipcbench/mechanisms/rpc/nats"
)

func TestNATS(t *testing.T) { mechtest.Run(t, nats.NATS{}) }
