package socket

import (
	"errors"
	"fmt"
	"strconv"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/stream"
	"ipcbench/mechanisms/kit/token"

	"golang.org/x/sys/unix"
)

// Vsock is vsock: one stream socket of vsock(7), the family of virtual machines and their hosts, over its loopback
// transport.
type Vsock struct{}

// Traits implements [mechanisms.Mechanism].
func (Vsock) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: "vsock", VariantOf: "tcp", Family: "socket", Moves: "one vsock stream over its loopback transport",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.Duplex, Relation: mechanisms.Any,
		Crosses: []mechanisms.Border{mechanisms.Kernel},
		Waits:   mechanisms.Waits, Copies: 2, Raw: true, Stream: true,
		Needs: "the kernel module vsock_loopback",
	}
}

var vsockStream = kind{unix.AF_VSOCK, unix.SOCK_STREAM, 0}

// Available tries to connect to a socket of its own. Both are non-blocking: the loopback transport, if there is one,
// connects to a listener at once.
func (Vsock) Available() error {
	const remedy = "this kernel has no vsock loopback (modprobe vsock_loopback)"
	listener, err := vsockStream.socket()
	if err != nil {
		return errors.New(remedy)
	}
	defer unix.Close(listener)
	if err := unix.Bind(listener, anyVsockPort); err != nil {
		return errors.New(remedy)
	}
	if err := unix.Listen(listener, 1); err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	address, err := unix.Getsockname(listener)
	if err != nil {
		return fmt.Errorf("getsockname: %w", err)
	}
	fd, err := vsockStream.socket()
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	if err := unix.SetNonblock(fd, true); err != nil {
		return err
	}
	if err := unix.Connect(fd, address); err != nil && !errors.Is(err, unix.EINPROGRESS) {
		return errors.New(remedy)
	}
	return nil
}

var anyVsockPort = &unix.SockaddrVM{CID: unix.VMADDR_CID_LOCAL, Port: unix.VMADDR_PORT_ANY}

// Prepare binds to a free port and listens.
func (Vsock) Prepare(p *mechanisms.Preparation) error {
	token.Set(p)
	fd, err := listen(p, vsockStream, anyVsockPort)
	if err != nil {
		return err
	}
	address, err := unix.Getsockname(fd)
	if err != nil {
		return fmt.Errorf("getsockname: %w", err)
	}
	p.Set("port", strconv.FormatUint(uint64(address.(*unix.SockaddrVM).Port), 10))
	return nil
}

// Open accepts or connects.
func (Vsock) Open(e *mechanisms.End) (mechanisms.Link, error) {
	port, err := strconv.ParseUint(e.Value("port"), 10, 32)
	if err != nil {
		return nil, fmt.Errorf("port: %w", err)
	}
	fd, err := join(e, vsockStream, &unix.SockaddrVM{CID: unix.VMADDR_CID_LOCAL, Port: uint32(port)})
	if err != nil {
		return nil, err
	}
	return stream.Open(e, fd, fd)
}
