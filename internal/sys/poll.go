package sys

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// Yield is sched_yield(2).
func Yield() { syscall6(unix.SYS_SCHED_YIELD, 0, 0, 0, 0, 0, 0) }

// Poll is poll(2) of one descriptor without a time limit: it returns when fd has one of events, an error or a hang-up.
func Poll(fd int, events int16) unix.Errno {
	p := unix.PollFd{Fd: int32(fd), Events: events}
	_, _, e := syscall6(unix.SYS_PPOLL, uintptr(unsafe.Pointer(&p)), 1, 0, 0, 0, 0)
	return unix.Errno(e)
}

// EpollWait is epoll_wait(2) for one event without a time limit.
func EpollWait(epfd int, event *unix.EpollEvent) unix.Errno {
	const forever = ^uintptr(0) // -1
	_, _, e := syscall6(unix.SYS_EPOLL_PWAIT, uintptr(epfd), uintptr(unsafe.Pointer(event)), 1, forever, 0, 0)
	return unix.Errno(e)
}
