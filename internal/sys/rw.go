package sys

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// Read is read(2): at most len(p) bytes into p, returning how many. It never retries.
func Read(fd int, p []byte) (int, unix.Errno) {
	n, _, e := unix.RawSyscall(unix.SYS_READ, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)))
	return int(n), e
}

// Write is write(2): at most len(p) bytes of p, returning how many. It never retries.
func Write(fd int, p []byte) (int, unix.Errno) {
	n, _, e := unix.RawSyscall(unix.SYS_WRITE, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)))
	return int(n), e
}

// Pread is pread64(2): Read at an offset, leaving the descriptor's own alone.
func Pread(fd int, p []byte, offset int64) (int, unix.Errno) {
	n, _, e := unix.RawSyscall6(unix.SYS_PREAD64, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)), uintptr(offset), 0, 0)
	return int(n), e
}

// Open is openat(2) of a NUL-terminated absolute path, as [unix.BytePtrFromString] makes it.
func Open(path *byte, flags int) (int, unix.Errno) {
	fd, _, e := unix.RawSyscall6(unix.SYS_OPENAT, atFDCWD, uintptr(unsafe.Pointer(path)), uintptr(flags|unix.O_CLOEXEC), 0, 0, 0)
	return int(fd), e
}

// Close is close(2).
func Close(fd int) unix.Errno {
	_, _, e := unix.RawSyscall(unix.SYS_CLOSE, uintptr(fd), 0, 0)
	return e
}

// Size is the length of an open file in bytes, by lseek(2) to its end.
func Size(fd int) (int64, unix.Errno) {
	n, _, e := unix.RawSyscall(unix.SYS_LSEEK, uintptr(fd), 0, unix.SEEK_END)
	return int64(n), e
}

const atFDCWD = ^uintptr(99) // AT_FDCWD is -100
