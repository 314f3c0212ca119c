package memory_test

import (
	"testing"

	"ipcbench/mechanisms/mechtest"
	"ipcbench/mechanisms/memory"
)

func TestSlot(t *testing.T) { mechtest.Run(t, memory.Slot{}) }

func TestPOSIX(t *testing.T) {
	mechtest.Run(t, memory.Slot{Name: "shm-posix", Segment: memory.POSIX{}})
}

func TestSysV(t *testing.T) {
	mechtest.Run(t, memory.Slot{Name: "shm-sysv", Segment: memory.SysV{}})
}

func TestMmap(t *testing.T) {
	mechtest.Run(t, memory.Slot{Name: "shm-mmap", Segment: memory.MappedFile{}})
}

func TestRing(t *testing.T) { mechtest.Run(t, memory.Ring{}) }

func TestRingBatch(t *testing.T) { mechtest.Run(t, memory.Ring{Batch: true}) }

func TestRingInPlace(t *testing.T) { mechtest.Run(t, memory.Ring{InPlace: true}) }

func TestRingHuge(t *testing.T) { mechtest.Run(t, memory.Ring{Huge: true}) }

func TestCMA(t *testing.T) { mechtest.Run(t, memory.CMA{}) }
