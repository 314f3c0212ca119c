//go:build race

package known

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

// All are some mechanisms of each family, none of which uses a library: with the race detector all libraries of the
// catalogue would be compiled once more.
func All() []mechanisms.Mechanism {
	return []mechanisms.Mechanism{
		memory.Slot{},
		memory.Ring{},
		memory.Ring{Batch: true},
		memory.Ring{InPlace: true},
		memory.Notified{Bell: signal.Eventfd{}},
		memory.Notified{Bell: signal.Semop{}},
		memory.CMA{},
		file.File{},
		file.File{Tmpfs: true},
		file.Kept{},
		file.Lock{},
		pipe.Pipe{},
		pipe.FIFO{},
		pipe.Packet{},
		pipe.Vmsplice{},
		pipe.PTY{},
		pipe.GoPipe{},
		queue.POSIX{},
		queue.SysV{},
		socket.Pair{},
		socket.UnixStream{},
		socket.UnixSeqpacket{},
		socket.UnixDgram{},
		socket.UnixMemfd{},
		socket.TCP{},
		socket.TCPZerocopy{},
		socket.UDP{},
		socket.GoUnix{},
		socket.GoTCP{},
		memory.Futex{},
		signal.Eventfd{},
		signal.Semop{},
		rpc.Gob{},
		inproc.Chan{},
		inproc.Mutex{},
		inproc.Atomic{},
	}
}
