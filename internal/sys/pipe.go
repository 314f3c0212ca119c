package sys

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// Readv is readv(2).
func Readv(fd int, parts []unix.Iovec) (n uintptr, errno unix.Errno) {
	n, _, e := syscall6(unix.SYS_READV, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(parts))),
		uintptr(len(parts)), 0, 0, 0)
	return n, unix.Errno(e)
}

// Vmsplice is vmsplice(2) of one range: it puts the pages of part themselves into the pipe. They may not be written
// until the reader has read them.
func Vmsplice(fd int, part *unix.Iovec, flags int) (n uintptr, errno unix.Errno) {
	n, _, e := syscall6(unix.SYS_VMSPLICE, uintptr(fd), uintptr(unsafe.Pointer(part)), 1, uintptr(flags), 0, 0)
	return n, unix.Errno(e)
}
