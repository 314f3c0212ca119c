package socket_test

import (
	"testing"

	"ipcbench/mechanisms/kit/loopback"
	"ipcbench/mechanisms/mechtest"
	"ipcbench/mechanisms/socket"
)

func TestTLS(t *testing.T) {
	if err := loopback.Available(); err != nil {
		t.Skip(err)
	}
	mechtest.Run(t, socket.TLS{})
}

func TestTLSApart(t *testing.T) { mechtest.Apart(t, socket.TLS{}) }
