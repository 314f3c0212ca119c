package sys

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// SigInfo mirrors siginfo_t of include/uapi/asm-generic/siginfo.h, as far as it is about queued signals.
type SigInfo struct {
	Signo int32
	Errno int32
	Code  int32
	_     int32
	PID   int32
	UID   uint32
	Value uint64 // si_value
	_     [96]byte
}

const siQueue = -1 // SI_QUEUE: the code of sigqueue(3)

// BlockSignal keeps sig from being delivered to the calling thread: it is queued for [WaitSignal].
func BlockSignal(sig int) error { return maskSignal(unix.SIG_BLOCK, sig) }

// UnblockSignal undoes [BlockSignal].
func UnblockSignal(sig int) error { return maskSignal(unix.SIG_UNBLOCK, sig) }

func maskSignal(how, sig int) error {
	set := sigSet(sig)
	if _, _, e := unix.RawSyscall6(unix.SYS_RT_SIGPROCMASK, uintptr(how), uintptr(unsafe.Pointer(&set)), 0,
		unsafe.Sizeof(set), 0, 0); e != 0 {
		return e
	}
	return nil
}

func sigSet(sig int) uint64 { return 1 << (sig - 1) }

// QueueSignal queues sig with value for one thread of a process: EAGAIN if RLIMIT_SIGPENDING are queued, ESRCH if there
// is no such thread. info is the caller's memory for what is passed. Source: rt_tgsigqueueinfo(2).
func QueueSignal(pid, tid, sig int, value uint64, info *SigInfo) unix.Errno {
	info.Signo, info.Code, info.Value = int32(sig), siQueue, value
	_, _, e := syscall6(unix.SYS_RT_TGSIGQUEUEINFO, uintptr(pid), uintptr(tid), uintptr(sig),
		uintptr(unsafe.Pointer(info)), 0, 0)
	return unix.Errno(e)
}

// WaitSignal takes the oldest queued signal sig into info: it waits for one if sleep is true, and else fails with
// EAGAIN. EINTR says that another signal came. Source: rt_sigtimedwait(2).
func WaitSignal(sig int, info *SigInfo, sleep bool) unix.Errno {
	set := sigSet(sig)
	var now unix.Timespec
	limit := &now
	if sleep {
		limit = nil
	}
	_, _, e := syscall6(unix.SYS_RT_SIGTIMEDWAIT, uintptr(unsafe.Pointer(&set)), uintptr(unsafe.Pointer(info)),
		uintptr(unsafe.Pointer(limit)), unsafe.Sizeof(set), 0, 0)
	return unix.Errno(e)
}
