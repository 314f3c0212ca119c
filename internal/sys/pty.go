package sys

import "golang.org/x/sys/unix"

// TerminalPeer opens the other end of the pseudo-terminal whose master is fd, with O_ flags. Source: ioctl_tty(2),
// TIOCGPTPEER.
func TerminalPeer(fd, flags int) (int, error) {
	return result(unix.Syscall(unix.SYS_IOCTL, uintptr(fd), unix.TIOCGPTPEER, uintptr(flags)))
}
