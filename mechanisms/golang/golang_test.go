package golang_test

import (
	"testing"

	"ipcbench/mechanisms/golang"
	"ipcbench/mechanisms/mechtest"
)

func TestPipe(t *testing.T) { mechtest.Run(t, golang.Pipe{}) }

func TestFIFO(t *testing.T) { mechtest.Run(t, golang.FIFO{}) }

func TestUnix(t *testing.T) { mechtest.Run(t, golang.Unix{}) }

func TestUnixpacket(t *testing.T) { mechtest.Run(t, golang.Unix{Packet: true}) }

func TestTCP(t *testing.T) { mechtest.Run(t, golang.TCP{}) }

func TestUDP(t *testing.T) { mechtest.Run(t, golang.UDP{}) }
