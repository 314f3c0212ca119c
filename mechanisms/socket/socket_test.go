package socket_test

import (
	"testing"

	"ipcbench/mechanisms/mechtest"
	"ipcbench/mechanisms/socket"
)

func TestUnixStream(t *testing.T) { mechtest.Run(t, socket.UnixStream{}) }

func TestTCP(t *testing.T) { mechtest.Run(t, socket.TCP{}) }
