package sys

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// Monotonic is CLOCK_MONOTONIC in ns: one clock for all processes of a host. It is a real system call (about 0.2 µs);
// a loop that reads the clock for every op takes [time.Since], which stays in the vDSO.
func Monotonic() int64 { return clock(unix.CLOCK_MONOTONIC) }

// ProcessCPU is CLOCK_PROCESS_CPUTIME_ID in ns: user and system time of all threads of this process.
func ProcessCPU() int64 { return clock(unix.CLOCK_PROCESS_CPUTIME_ID) }

// ThreadCPU is CLOCK_THREAD_CPUTIME_ID in ns: user and system time of the calling thread.
func ThreadCPU() int64 { return clock(unix.CLOCK_THREAD_CPUTIME_ID) }

// CPUOf is the CPU time in ns that all threads of another process have used. Source: clock_getcpuclockid(3) and the
// kernel's include/linux/posix-timers.h, CPUCLOCK_SCHED.
func CPUOf(pid int) (int64, unix.Errno) {
	const processSched = 2
	id := ^uintptr(pid)<<3 | processSched
	var ts unix.Timespec
	_, _, errno := unix.RawSyscall(unix.SYS_CLOCK_GETTIME, id, uintptr(unsafe.Pointer(&ts)), 0)
	return ts.Nano(), errno
}

func clock(id uintptr) int64 {
	var ts unix.Timespec
	syscall6(unix.SYS_CLOCK_GETTIME, id, uintptr(unsafe.Pointer(&ts)), 0, 0, 0, 0)
	return ts.Nano()
}

// Switches are the context switches of this process's threads: voluntary ones, to sleep, and involuntary ones, in which
// the scheduler gave the CPU to another thread (those of sched_yield are among the latter).
// Source: getrusage(2), ru_nvcsw and ru_nivcsw; kernel/sched/core.c, __schedule.
func Switches() (voluntary, involuntary int64) {
	var ru unix.Rusage
	syscall6(unix.SYS_GETRUSAGE, unix.RUSAGE_SELF, uintptr(unsafe.Pointer(&ru)), 0, 0, 0, 0)
	return ru.Nvcsw, ru.Nivcsw
}
