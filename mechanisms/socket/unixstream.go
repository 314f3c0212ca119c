package socket

import (
	"fmt"
	"path/filepath"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/internal/stream"

	"golang.org/x/sys/unix"
)

// UnixStream is unix-stream: one Unix stream socket, bound and connected by path.
type UnixStream struct{}

// Traits implements [mechanisms.Mechanism].
func (UnixStream) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: "unix-stream", Family: "socket", Moves: "one Unix stream socket, bound and connected by path",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.Duplex, Relation: mechanisms.Any,
		Waits: mechanisms.Waits, Copies: 2, Raw: true, Stream: true,
		Needs: "a temporary directory with a short path",
	}
}

// Available implements [mechanisms.Mechanism].
func (UnixStream) Available() error { return nil }

const socketName = "stream.sock"

// maxPath is the longest path of a Unix socket: sizeof(sun_path) less the final NUL, unix(7).
const maxPath = 107

// Prepare binds and listens.
func (UnixStream) Prepare(p *mechanisms.Preparation) error {
	path, err := unixPath(p, "unix-stream", socketName)
	if err != nil {
		return err
	}
	_, err = listen(p, unixStream, &unix.SockaddrUnix{Name: path})
	return err
}

var unixStream = kind{unix.AF_UNIX, unix.SOCK_STREAM, 0}

// unixPath is the path in the pair's directory that a Unix socket of that name is bound to.
func unixPath(p *mechanisms.Preparation, mechanism, name string) (string, error) {
	path := p.Path(name)
	if len(path) > maxPath {
		return "", fmt.Errorf("%s: the socket's path of %d bytes exceeds %d: %s (set TMPDIR to a shorter one)", mechanism, len(path), maxPath, path)
	}
	return path, nil
}

// Open accepts or connects.
func (UnixStream) Open(e *mechanisms.End) (mechanisms.Link, error) {
	fd, err := UnixStream{}.connect(e)
	if err != nil {
		return nil, err
	}
	return stream.New(e, fd, fd)
}

func (UnixStream) connect(e *mechanisms.End) (fd int, err error) {
	return join(e, unixStream, &unix.SockaddrUnix{Name: filepath.Join(e.Dir, socketName)})
}
