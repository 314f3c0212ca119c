// Package catalogue is the one list of the mechanisms that ipcbench has, in the order in which people read about them.
package catalogue

import (
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/file"
	"ipcbench/mechanisms/inproc"
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
