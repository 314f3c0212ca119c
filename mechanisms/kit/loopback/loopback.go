// Package loopback tells whether there is a loopback interface to send over. In a new network namespace it is down.
package loopback

import (
	"errors"
	"fmt"

	"golang.org/x/sys/unix"
)

// Needs is for the Needs of [ipcbench/mechanisms.Traits].
const Needs = "a loopback interface that is up"

// Available is nil if 127.0.0.1 can be reached, and otherwise says what would help. It connects a datagram socket,
// which looks for the route and sends nothing; binding one succeeds even where the interface is down.
func Available() error {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return fmt.Errorf("socket(AF_INET): %w", err)
	}
	defer unix.Close(fd)
	const discard = 9 // a port like any other
	err = unix.Connect(fd, &unix.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}, Port: discard})
	if errors.Is(err, unix.ENETUNREACH) || errors.Is(err, unix.EADDRNOTAVAIL) || errors.Is(err, unix.EINVAL) {
		return errors.New("the loopback interface is down (ip link set lo up)")
	}
	if err != nil {
		return fmt.Errorf("127.0.0.1 cannot be reached: %w (ip link set lo up)", err)
	}
	return nil
}
