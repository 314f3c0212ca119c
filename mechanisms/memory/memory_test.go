package memory_test

import (
	"testing"

	"ipcbench/mechanisms/mechtest"
	"ipcbench/mechanisms/memory"
)

func TestSlot(t *testing.T) { mechtest.Run(t, memory.Slot{}) }
