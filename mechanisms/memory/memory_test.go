package memory_test

import (
	"testing"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/segment"
	"ipcbench/mechanisms/mechtest"
	"ipcbench/mechanisms/memory"
	"ipcbench/mechanisms/signal"
)

func TestSlot(t *testing.T) {
	mechtest.Run(t, memory.Slot{}, mechanisms.SpinFor(0), mechanisms.AdaptiveSpin)
}

func TestPOSIX(t *testing.T) {
	mechtest.Run(t, memory.Slot{Name: "shm-posix", Segment: segment.POSIX{}})
}

func TestSysV(t *testing.T) {
	mechtest.Run(t, memory.Slot{Name: "shm-sysv", Segment: segment.SysV{}})
}

func TestMmap(t *testing.T) {
	mechtest.Run(t, memory.Slot{Name: "shm-mmap", Segment: segment.MappedFile{}})
}

func TestRing(t *testing.T) { mechtest.Run(t, memory.Ring{}) }

func TestRingBatch(t *testing.T) { mechtest.Run(t, memory.Ring{Batch: true}) }

func TestRingInPlace(t *testing.T) { mechtest.Run(t, memory.Ring{InPlace: true}) }

func TestRingHuge(t *testing.T) { mechtest.Run(t, memory.Ring{Huge: true}) }

func TestRingNamed(t *testing.T) { mechtest.Run(t, memory.Ring{Named: true}) }

func TestCMA(t *testing.T) { mechtest.Run(t, memory.CMA{}) }

func TestFutex(t *testing.T) { mechtest.Run(t, memory.Futex{}) }

func TestShmEventfd(t *testing.T) { mechtest.Run(t, memory.Notified{Bell: signal.Eventfd{}}) }

func TestShmSemop(t *testing.T) { mechtest.Run(t, memory.Notified{Bell: signal.Semop{}}) }

func TestShmSignal(t *testing.T) { mechtest.Run(t, memory.Notified{Bell: signal.Queued{}}) }
