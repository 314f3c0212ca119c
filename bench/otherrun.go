package bench

import (
	"errors"
	"fmt"

	"golang.org/x/sys/unix"
)

// runAddress is a name in the abstract namespace of Unix sockets, which one process of a network namespace has at a
// time, and which the kernel frees when that ends, however it does. Nothing passes through the socket; whoever else
// takes the name causes a wrong word at the start of a run, and no more. Source: unix(7).
const runAddress = "@ipcbench-run"

// announceRun takes the name until this process ends. If another has it, there is a run: other says which, as far as
// the kernel tells.
func announceRun() (other string, there bool) {
	fd, err := unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, 0)
	if err != nil {
		return "", false // then nobody can know
	}
	name := &unix.SockaddrUnix{Name: runAddress}
	err = unix.Bind(fd, name)
	if !errors.Is(err, unix.EADDRINUSE) {
		unix.Listen(fd, 64) // so that others may ask whose it is
		return "", false
	}
	defer unix.Close(fd)
	if unix.Connect(fd, name) == nil {
		// 0 is a process that this one cannot see.
		if who, err := unix.GetsockoptUcred(fd, unix.SOL_SOCKET, unix.SO_PEERCRED); err == nil && who.Pid > 0 {
			other = fmt.Sprintf(", process %d", who.Pid)
		}
	}
	return other, true
}
