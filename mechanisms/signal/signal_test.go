package signal_test

import (
	"testing"

	"ipcbench/mechanisms/mechtest"
	"ipcbench/mechanisms/signal"
)

func TestEventfd(t *testing.T) { mechtest.Run(t, signal.Eventfd{}) }

func TestSemop(t *testing.T) { mechtest.Run(t, signal.Semop{}) }

func TestQueued(t *testing.T) { mechtest.Run(t, signal.Queued{}) }

func TestMsgRing(t *testing.T) { mechtest.Run(t, signal.MsgRing{}) }
