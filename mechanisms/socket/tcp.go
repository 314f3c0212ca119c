package socket

import (
	"fmt"
	"strconv"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/internal/stream"

	"golang.org/x/sys/unix"
)

// TCP is tcp: one TCP connection over the loopback interface, with TCP_NODELAY, since otherwise Nagle's algorithm would
// wait for acknowledgements of small messages.
type TCP struct{}

// Traits implements [mechanisms.Mechanism].
func (TCP) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: "tcp", Family: "socket", Moves: "one TCP connection over loopback, TCP_NODELAY",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.Duplex, Relation: mechanisms.Any,
		Waits: mechanisms.Waits, Copies: 2, Raw: true, Stream: true,
		Needs: "a loopback interface that is up",
	}
}

var loopback = [4]byte{127, 0, 0, 1}

// Available tries to bind to the loopback address.
func (TCP) Available() error {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return fmt.Errorf("socket(AF_INET): %w", err)
	}
	defer unix.Close(fd)
	if err := unix.Bind(fd, &unix.SockaddrInet4{Addr: loopback}); err != nil {
		return fmt.Errorf("cannot bind to 127.0.0.1: %w (is the loopback interface up?)", err)
	}
	return nil
}

// Prepare binds to a free port and listens.
func (TCP) Prepare(p *mechanisms.Preparation) error {
	fd, err := listen(p, unix.AF_INET, &unix.SockaddrInet4{Addr: loopback})
	if err != nil {
		return err
	}
	address, err := unix.Getsockname(fd)
	if err != nil {
		return fmt.Errorf("getsockname: %w", err)
	}
	p.Set("port", strconv.Itoa(address.(*unix.SockaddrInet4).Port))
	return nil
}

// Open accepts or connects.
func (TCP) Open(e *mechanisms.End) (mechanisms.Link, error) {
	port, err := strconv.Atoi(e.Value("port"))
	if err != nil {
		return nil, fmt.Errorf("tcp: port: %w", err)
	}
	fd, err := join(e, unix.AF_INET, &unix.SockaddrInet4{Addr: loopback, Port: port})
	if err != nil {
		return nil, err
	}
	if err := unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_NODELAY, 1); err != nil {
		unix.Close(fd)
		return nil, fmt.Errorf("TCP_NODELAY: %w", err)
	}
	return stream.New(e, fd, fd)
}
