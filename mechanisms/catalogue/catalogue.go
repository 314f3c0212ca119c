// Package catalogue is the one list of the mechanisms that ipcbench has, in the order in which people read about them.
package catalogue

import (
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/file"
	"ipcbench/mechanisms/inproc"
	"ipcbench/mechanisms/kit/segment"
	"ipcbench/mechanisms/memory"
	"ipcbench/mechanisms/pipe"
	"ipcbench/mechanisms/queue"
	"ipcbench/mechanisms/quic"
	"ipcbench/mechanisms/rpc"
	"ipcbench/mechanisms/rpc/connect"
	"ipcbench/mechanisms/rpc/dbus"
	"ipcbench/mechanisms/rpc/drpc"
	"ipcbench/mechanisms/rpc/grpc"
	"ipcbench/mechanisms/rpc/http"
	"ipcbench/mechanisms/rpc/nats"
	"ipcbench/mechanisms/rpc/ttrpc"
	"ipcbench/mechanisms/rpc/zmq"
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
		memory.Ring{Named: true},
		memory.Notified{Bell: signal.Eventfd{}},
		memory.Notified{Bell: signal.Semop{}},
		memory.Notified{Bell: signal.Queued{}},
		memory.CMA{},

		file.File{},
		file.File{Tmpfs: true},
		file.Kept{},
		file.Kept{Inotify: true},
		file.Lock{},

		pipe.Pipe{},
		pipe.FIFO{},
		pipe.Pipe{Large: true},
		pipe.Packet{},
		pipe.Vmsplice{},
		pipe.PTY{},
		pipe.GoPipe{},
		pipe.GoFIFO{},

		queue.POSIX{},
		queue.SysV{},

		socket.Pair{},
		socket.UnixStream{},
		socket.UnixSeqpacket{},
		socket.UnixDgram{},
		socket.UnixMemfd{},
		socket.TCP{},
		socket.TCP{BusyPoll: true},
		socket.TCPZerocopy{},
		socket.TCP{Multipath: true},
		socket.UDP{},
		socket.Vsock{},
		socket.Uring{},
		socket.Uring{TCP: true},
		socket.GoUnix{},
		socket.GoUnix{Packet: true},
		socket.GoTCP{},
		socket.GoUDP{},
		socket.TLS{},
		quic.QUIC{},

		memory.Futex{},
		signal.Eventfd{},
		signal.Semop{},
		signal.Queued{},
		signal.MsgRing{},

		rpc.Gob{},
		rpc.Gob{JSON: true},
		grpc.GRPC{},
		grpc.GRPC{TCP: true},
		grpc.GRPC{Stream: true},
		connect.Connect{},
		ttrpc.TTRPC{},
		drpc.DRPC{},
		http.HTTP{},
		http.HTTP{TCP: true},
		http.HTTP{Two: true},
		http.HTTP{TLS: true},
		dbus.DBus{},
		nats.NATS{},
		zmq.ZMQ{},

		inproc.Chan{},
		inproc.Chan{Buffered: true},
		inproc.Mutex{},
		inproc.Cond{},
		inproc.Atomic{},
	}
}
