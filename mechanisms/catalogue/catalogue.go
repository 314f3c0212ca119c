// Package catalogue is the one list of the mechanisms that ipcbench has, in the order in which people read about them.
package catalogue

import (
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/file"
	"ipcbench/mechanisms/inproc"
	"ipcbench/mechanisms/internal/segment"
	"ipcbench/mechanisms/memory"
	"ipcbench/mechanisms/pipe"
	"ipcbench/mechanisms/queue"
	"ipcbench/mechanisms/rpc"
	"ipcbench/mechanisms/signal"
	"ipcbench/mechanisms/socket"
)

// All are the mechanisms in reading order.
func All() []mechanisms.Mechanism {
	return []mechanisms.Mechanism{
		memory.Slot{},
		memory.Slot{Name: "shm-posix", Segment: segment.POSIX{}},
		memory.Slot{Name: "shm-sysv", Segment: segment.SysV{}},
		memory.Slot{Name: "shm-mmap", Segment: segment.MappedFile{}},
		memory.Ring{},
		memory.Ring{Batch: true},
		memory.Ring{InPlace: true},
		memory.Ring{Huge: true},
		memory.CMA{},
		file.File{},
		pipe.Pipe{},
		pipe.FIFO{},
		queue.POSIX{},
		socket.UnixStream{},
		socket.TCP{},
		signal.Eventfd{},
		rpc.Gob{},
		inproc.Chan{},
	}
}
