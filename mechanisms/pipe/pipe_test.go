package pipe_test

import (
	"testing"

	"ipcbench/mechanisms/mechtest"
	"ipcbench/mechanisms/pipe"
)

func TestPipe(t *testing.T) { mechtest.Run(t, pipe.Pipe{}) }

func TestFIFO(t *testing.T) { mechtest.Run(t, pipe.FIFO{}) }
