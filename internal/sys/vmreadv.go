package sys

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// ReadMemory is process_vm_readv(2) with one range: it copies len(p) bytes of the process pid from address on into p. It may copy
// fewer: n. EPERM says that this process may not look into the other (ptrace(2), PTRACE_MODE_ATTACH_REALCREDS), ESRCH that it has ended.
func ReadMemory(pid int, address uintptr, p []byte) (n uintptr, errno unix.Errno) {
	local := unix.Iovec{Base: unsafe.SliceData(p), Len: uint64(len(p))}
	remote := unix.RemoteIovec{Base: address, Len: len(p)}
	n, _, e := syscall6(unix.SYS_PROCESS_VM_READV, uintptr(pid), uintptr(unsafe.Pointer(&local)), 1, uintptr(unsafe.Pointer(&remote)), 1, 0)
	return n, unix.Errno(e)
}
