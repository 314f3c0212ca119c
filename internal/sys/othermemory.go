package sys

import (
	"errors"
	"fmt"
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// ReadMemory is process_vm_readv(2) with one range: it copies len(p) bytes of the process pid from address on into p.
// It may copy fewer: n. EPERM says that this process may not look into the other (ptrace(2),
// PTRACE_MODE_ATTACH_REALCREDS), ESRCH that it has ended.
func ReadMemory(pid int, address uintptr, p []byte) (n uintptr, errno unix.Errno) {
	local := unix.Iovec{Base: unsafe.SliceData(p), Len: uint64(len(p))}
	remote := unix.RemoteIovec{Base: address, Len: len(p)}
	n, _, e := syscall6(unix.SYS_PROCESS_VM_READV, uintptr(pid), uintptr(unsafe.Pointer(&local)), 1,
		uintptr(unsafe.Pointer(&remote)), 1, 0)
	return n, unix.Errno(e)
}

// AllowTracing lets the parent of this process and the parent's descendants, such as a worker's peer and the tracer,
// trace this process and read its memory. The Yama module would allow that to ancestors only. It allows one such
// exception, so peer and tracer cannot both be named. A kernel without Yama does not know the option, and there is
// nothing to allow.
// Source: Documentation/admin-guide/LSM/Yama.rst; security/yama/yama_lsm.c, ptracer_exception_found.
func AllowTracing() error { return allowTracing(os.Getppid()) }

// CanAllowTracing is nil if AllowTracing will not fail. It takes back what that allowed.
func CanAllowTracing() error { return allowTracing(0) }

func allowTracing(pid int) error {
	if err := unix.Prctl(unix.PR_SET_PTRACER, uintptr(pid), 0, 0, 0); err != nil && !errors.Is(err, unix.EINVAL) {
		return fmt.Errorf("prctl(PR_SET_PTRACER): %w", err)
	}
	return nil
}
