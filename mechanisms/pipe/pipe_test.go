package pipe_test

import (
	"testing"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/mechtest"
	"ipcbench/mechanisms/pipe"
)

func TestPipe(t *testing.T) {
	mechtest.Run(t, pipe.Pipe{}, mechanisms.SpinFor(0), mechanisms.AdaptiveSpin)
}

func TestFIFO(t *testing.T) { mechtest.Run(t, pipe.FIFO{}) }

func TestLarge(t *testing.T) { mechtest.Run(t, pipe.Pipe{Large: true}) }

func TestPacket(t *testing.T) { mechtest.Run(t, pipe.Packet{}) }

func TestVmsplice(t *testing.T) { mechtest.Run(t, pipe.Vmsplice{}) }

func TestPTY(t *testing.T) { mechtest.Run(t, pipe.PTY{}) }

func TestGoPipe(t *testing.T) { mechtest.Run(t, pipe.GoPipe{}) }

func TestGoFIFO(t *testing.T) { mechtest.Run(t, pipe.GoFIFO{}) }
