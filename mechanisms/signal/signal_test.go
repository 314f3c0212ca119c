package signal_test

import (
	"testing"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/mechtest"
	"ipcbench/mechanisms/signal"
)

func TestEventfd(t *testing.T) { mechtest.Run(t, signal.Eventfd{}) }

func TestSemop(t *testing.T) {
	mechtest.Run(t, signal.Semop{}, mechanisms.SpinFor(0), mechanisms.AdaptiveSpin)
}

func TestQueued(t *testing.T) { mechtest.Run(t, signal.Queued{}) }

func TestMsgRing(t *testing.T) {
	mechtest.Run(t, signal.MsgRing{}, mechanisms.SpinFor(0), mechanisms.AdaptiveSpin)
}
