package sys

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

const (
	futexWait = 0 // FUTEX_WAIT and FUTEX_WAKE of include/uapi/linux/futex.h, without FUTEX_PRIVATE_FLAG:
	futexWake = 1 // the word is in memory that two processes share.
)

// FutexWait sleeps until a [FutexWake] on the same word, if *word still is old; EAGAIN if it is not, EINTR after a
// signal. Source: futex(2).
func FutexWait(word *uint32, old uint32) unix.Errno {
	_, _, e := syscall6(unix.SYS_FUTEX, uintptr(unsafe.Pointer(word)), futexWait, uintptr(old), 0, 0, 0)
	return unix.Errno(e)
}

// FutexWake wakes at most one thread that sleeps on word.
func FutexWake(word *uint32) unix.Errno {
	_, _, e := syscall6(unix.SYS_FUTEX, uintptr(unsafe.Pointer(word)), futexWake, 1, 0, 0, 0)
	return unix.Errno(e)
}
