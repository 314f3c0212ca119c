package sys

import "golang.org/x/sys/unix"

// IoUringEnter is io_uring_enter(2): it submits at most submit requests, returning how many, and waits for wait
// completions.
func IoUringEnter(fd int, submit, wait, flags uint32) (n uintptr, errno unix.Errno) {
	n, _, e := syscall6(unix.SYS_IO_URING_ENTER, uintptr(fd), uintptr(submit), uintptr(wait), uintptr(flags), 0, 0)
	return n, unix.Errno(e)
}
