package socket

import (
	"path/filepath"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/sockpath"
	"ipcbench/mechanisms/kit/stream"

	"golang.org/x/sys/unix"
)

// UnixStream is unix-stream: one Unix stream socket, bound and connected by path.
type UnixStream struct{}

// Traits implements [mechanisms.Mechanism].
func (UnixStream) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: "unix-stream", Family: "socket", Moves: "one Unix stream socket, bound and connected by path",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.Duplex, Relation: mechanisms.Any,
		Crosses: []mechanisms.Border{mechanisms.Volume},
		Waits:   mechanisms.Waits, Copies: 2, Raw: true, Stream: true,
	}
}

// Available implements [mechanisms.Mechanism].
func (UnixStream) Available() error { return nil }

const socketName = "stream.sock"

// Prepare binds and listens.
func (UnixStream) Prepare(p *mechanisms.Preparation) error {
	return listenAt(p, unixStream, socketName)
}

var unixStream = kind{unix.AF_UNIX, unix.SOCK_STREAM, 0}

// listenAt listens on a Unix socket of that name in the pair's directory.
func listenAt(p *mechanisms.Preparation, k kind, name string) error {
	return sockpath.With(p.Path(name), func(short string) error {
		_, err := listen(p, k, &unix.SockaddrUnix{Name: short})
		return err
	})
}

// joinAt makes the connection on that socket.
func joinAt(e *mechanisms.End, k kind, name string) (fd int, err error) {
	err = sockpath.With(filepath.Join(e.Dir, name), func(short string) error {
		fd, err = join(e, k, &unix.SockaddrUnix{Name: short})
		return err
	})
	return fd, err
}

// Open accepts or connects.
func (UnixStream) Open(e *mechanisms.End) (mechanisms.Link, error) {
	fd, err := UnixStream{}.connect(e)
	if err != nil {
		return nil, err
	}
	return stream.Open(e, fd, fd)
}

func (UnixStream) connect(e *mechanisms.End) (fd int, err error) {
	return joinAt(e, unixStream, socketName)
}
