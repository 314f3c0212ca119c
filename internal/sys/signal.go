package sys

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// kernelSigaction mirrors struct kernel_sigaction of the 64-bit kernel interface.
type kernelSigaction struct {
	handler  uintptr
	flags    uint64
	restorer uintptr
	mask     uint64
}

const saRestart = 0x10000000 // SA_RESTART

// Interruptible makes a system call that sig interrupts end with EINTR. Go's own handler for sig stays, but Go installs
// every handler with SA_RESTART, and with that the kernel would go on sleeping.
func Interruptible(sig unix.Signal) error {
	var sa kernelSigaction
	if _, _, e := unix.RawSyscall6(unix.SYS_RT_SIGACTION, uintptr(sig), 0, uintptr(unsafe.Pointer(&sa)),
		unsafe.Sizeof(sa.mask), 0, 0); e != 0 {
		return e
	}
	sa.flags &^= saRestart
	if _, _, e := unix.RawSyscall6(unix.SYS_RT_SIGACTION, uintptr(sig), uintptr(unsafe.Pointer(&sa)), 0,
		unsafe.Sizeof(sa.mask), 0, 0); e != 0 {
		return e
	}
	return nil
}
