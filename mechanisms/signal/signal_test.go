package signal_test

import (
	"testing"

	"ipcbench/mechanisms/mechtest"
	"ipcbench/mechanisms/signal"
)

func TestEventfd(t *testing.T) { mechtest.Run(t, signal.Eventfd{}) }
