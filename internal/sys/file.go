package sys

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// Pwrite is pwrite64(2): Write at an offset, leaving the descriptor's own alone.
func Pwrite(fd int, p []byte, offset int64) (n uintptr, errno unix.Errno) {
	n, _, e := syscall6(unix.SYS_PWRITE64, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)),
		uintptr(offset), 0, 0)
	return n, unix.Errno(e)
}

// Pwritev is pwritev(2) of several parts from offset on.
func Pwritev(fd int, parts []unix.Iovec, offset int64) (n uintptr, errno unix.Errno) {
	n, _, e := syscall6(unix.SYS_PWRITEV, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(parts))),
		uintptr(len(parts)), uintptr(offset), 0, 0)
	return n, unix.Errno(e)
}

// Preadv is preadv(2) into several parts from offset on.
func Preadv(fd int, parts []unix.Iovec, offset int64) (n uintptr, errno unix.Errno) {
	n, _, e := syscall6(unix.SYS_PREADV, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(parts))),
		uintptr(len(parts)), uintptr(offset), 0, 0)
	return n, unix.Errno(e)
}

// Truncate is ftruncate(2).
func Truncate(fd int, length int64) unix.Errno {
	_, _, e := syscall6(unix.SYS_FTRUNCATE, uintptr(fd), uintptr(length), 0, 0, 0, 0)
	return unix.Errno(e)
}

// LockByte takes, or with unix.F_UNLCK gives back, a lock of kind unix.F_WRLCK on one byte of a file, for the open file
// description that fd is of. command is unix.F_OFD_SETLK, which fails with EAGAIN if another has it, or
// unix.F_OFD_SETLKW, which waits. Source: fcntl(2), open file description locks.
func LockByte(fd, command int, kind int16, at int64) unix.Errno {
	l := unix.Flock_t{Type: kind, Whence: unix.SEEK_SET, Start: at, Len: 1}
	_, _, e := syscall6(unix.SYS_FCNTL, uintptr(fd), uintptr(command), uintptr(unsafe.Pointer(&l)), 0, 0, 0)
	return unix.Errno(e)
}
