package bench

import (
	"errors"
	"fmt"

	"golang.org/x/sys/unix"
)

// runAddress is a name in the abstract namespace of Unix sockets. Only one process of a network namespace can hold it
// at a time, and the kernel frees it when that process ends, in whatever way. Nothing is sent through the socket. A
// stranger who holds the name only causes a false notice at the start of a run. Source: unix(7).
const runAddress = "@ipcbench-run"

// announceRun takes the name until this process ends. If another process holds it, there is another run, and other
// names that process as far as the kernel shows it.
func announceRun() (other string, there bool) {
	fd, err := unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, 0)
	if err != nil {
		return "", false // then other runs cannot be found
	}
	name := &unix.SockaddrUnix{Name: runAddress}
	err = unix.Bind(fd, name)
	if !errors.Is(err, unix.EADDRINUSE) {
		unix.Listen(fd, 64) // so that another run can ask which process this is
		return "", false
	}
	defer unix.Close(fd)
	if unix.Connect(fd, name) == nil {
		// The id is 0 if the process is in another PID namespace.
		if who, err := unix.GetsockoptUcred(fd, unix.SOL_SOCKET, unix.SO_PEERCRED); err == nil && who.Pid > 0 {
			other = fmt.Sprintf(", process %d", who.Pid)
		}
	}
	return other, true
}
