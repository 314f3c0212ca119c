package quic_test

import (
	"testing"

	"ipcbench/mechanisms/kit/loopback"
	"ipcbench/mechanisms/mechtest"
	"ipcbench/mechanisms/quic"
)

func TestQUIC(t *testing.T) {
	if err := loopback.Available(); err != nil {
		t.Skip(err)
	}
	mechtest.Run(t, quic.QUIC{})
}

func TestQUICApart(t *testing.T) { mechtest.Apart(t, quic.QUIC{}) }
