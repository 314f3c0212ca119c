package sys

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// Send is send(2): p to the peer of a connected socket, with MSG_ flags.
func Send(fd int, p []byte, flags int) (n uintptr, errno unix.Errno) {
	n, _, e := syscall6(unix.SYS_SENDTO, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)),
		uintptr(flags), 0, 0)
	return n, unix.Errno(e)
}

// Recv is recv(2) into p, with MSG_ flags: under MSG_TRUNC it returns the length that a datagram has, also if p is
// shorter.
func Recv(fd int, p []byte, flags int) (n uintptr, errno unix.Errno) {
	n, _, e := syscall6(unix.SYS_RECVFROM, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)),
		uintptr(flags), 0, 0)
	return n, unix.Errno(e)
}

// SendMsg is sendmsg(2). What the header points to belongs to the caller, as the header does.
func SendMsg(fd int, m *unix.Msghdr, flags int) (n uintptr, errno unix.Errno) {
	n, _, e := syscall6(unix.SYS_SENDMSG, uintptr(fd), uintptr(unsafe.Pointer(m)), uintptr(flags), 0, 0, 0)
	return n, unix.Errno(e)
}

// RecvMsg is recvmsg(2), as [SendMsg].
func RecvMsg(fd int, m *unix.Msghdr, flags int) (n uintptr, errno unix.Errno) {
	n, _, e := syscall6(unix.SYS_RECVMSG, uintptr(fd), uintptr(unsafe.Pointer(m)), uintptr(flags), 0, 0, 0)
	return n, unix.Errno(e)
}

// MemfdCreate is memfd_create(2); name ends in NUL.
func MemfdCreate(name *byte, flags int) (fd uintptr, errno unix.Errno) {
	fd, _, e := syscall6(unix.SYS_MEMFD_CREATE, uintptr(unsafe.Pointer(name)), uintptr(flags), 0, 0, 0, 0)
	return fd, unix.Errno(e)
}
