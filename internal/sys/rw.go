package sys

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// The wrappers return counts as the kernel does, in a word, which keeps them small enough to be inlined: a count means
// something only where the error is 0.

// Read is read(2): at most len(p) bytes into p, returning how many. It never retries.
func Read(fd int, p []byte) (n uintptr, errno unix.Errno) {
	n, _, e := syscall6(unix.SYS_READ, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)),
		0, 0, 0)
	return n, unix.Errno(e)
}

// Write is write(2): at most len(p) bytes of p, returning how many. It never retries.
func Write(fd int, p []byte) (n uintptr, errno unix.Errno) {
	n, _, e := syscall6(unix.SYS_WRITE, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)),
		0, 0, 0)
	return n, unix.Errno(e)
}

// Call is any system call, with arguments as the kernel takes them. The caller keeps alive what they are addresses of.
func Call(number, a1, a2, a3, a4, a5, a6 uintptr) (r uintptr, errno unix.Errno) {
	r, _, e := syscall6(number, a1, a2, a3, a4, a5, a6)
	return r, unix.Errno(e)
}

// Pread is pread64(2): Read at an offset, leaving the descriptor's own alone.
func Pread(fd int, p []byte, offset int64) (n uintptr, errno unix.Errno) {
	n, _, e := syscall6(unix.SYS_PREAD64, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)),
		uintptr(offset), 0, 0)
	return n, unix.Errno(e)
}

// Open is openat(2) of a NUL-terminated absolute path, as [unix.BytePtrFromString] makes it.
func Open(path *byte, flags int) (fd uintptr, errno unix.Errno) {
	fd, _, e := syscall6(unix.SYS_OPENAT, atFDCWD, uintptr(unsafe.Pointer(path)), uintptr(flags|unix.O_CLOEXEC),
		0, 0, 0)
	return fd, unix.Errno(e)
}

// Close is close(2).
func Close(fd int) unix.Errno {
	_, _, e := syscall6(unix.SYS_CLOSE, uintptr(fd), 0, 0, 0, 0, 0)
	return unix.Errno(e)
}

// Size is the length of an open file in bytes, by lseek(2) to its end.
func Size(fd int) (n uintptr, errno unix.Errno) {
	n, _, e := syscall6(unix.SYS_LSEEK, uintptr(fd), 0, unix.SEEK_END, 0, 0, 0)
	return n, unix.Errno(e)
}

const atFDCWD = ^uintptr(99) // AT_FDCWD is -100
