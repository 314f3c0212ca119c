package sys

import (
	"unsafe" // also for go:linkname

	"golang.org/x/sys/unix"
)

// Monotonic is CLOCK_MONOTONIC in ns: one clock for all processes of a host. It is a real system call (about 0.2 µs);
// a loop that reads the clock for every op takes [time.Since], which stays in the vDSO.
func Monotonic() int64 { return clock(unix.CLOCK_MONOTONIC) }

// Nanotime is the same clock through the vDSO, for loops that compare the times of several processes.
//
// Source: runtime.nanotime, which the runtime promises to keep for linkname (go.dev/issue/67401).
func Nanotime() int64 { return nanotime() }

//go:linkname nanotime runtime.nanotime
func nanotime() int64

// SleepUntil sleeps until a time of [Nanotime], or until a signal comes.
// Source: clock_nanosleep(2).
func SleepUntil(at int64) {
	ts := unix.NsecToTimespec(at)
	syscall6(unix.SYS_CLOCK_NANOSLEEP, unix.CLOCK_MONOTONIC, unix.TIMER_ABSTIME, uintptr(unsafe.Pointer(&ts)), 0, 0, 0)
}

// ExactTimers sets the slack of the calling thread's timers to 1 ns. It is 50 µs otherwise, by which the kernel may
// delay a wake-up. Source: prctl(2), PR_SET_TIMERSLACK.
func ExactTimers() { SetTimerSlack(1) }

// TimerSlack is the slack of the calling thread's timers, in ns; 0 if it is not known. Threads and processes that the
// thread starts have the same. Source: prctl(2), PR_GET_TIMERSLACK.
func TimerSlack() int {
	slack, _, errno := syscall6(unix.SYS_PRCTL, unix.PR_GET_TIMERSLACK, 0, 0, 0, 0, 0)
	if errno != 0 {
		return 0
	}
	return int(slack)
}

// SetTimerSlack sets the slack of the calling thread's timers, in ns. Where that is denied it does nothing.
// Source: prctl(2), PR_SET_TIMERSLACK.
func SetTimerSlack(ns int) { syscall6(unix.SYS_PRCTL, unix.PR_SET_TIMERSLACK, uintptr(ns), 0, 0, 0, 0) }

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
	return switchesOf(unix.RUSAGE_SELF)
}

// ThreadSwitches are those of the calling thread.
func ThreadSwitches() (voluntary, involuntary int64) { return switchesOf(unix.RUSAGE_THREAD) }

func switchesOf(who uintptr) (voluntary, involuntary int64) {
	var ru unix.Rusage
	syscall6(unix.SYS_GETRUSAGE, who, uintptr(unsafe.Pointer(&ru)), 0, 0, 0, 0)
	return ru.Nvcsw, ru.Nivcsw
}
