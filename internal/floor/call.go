package floor

import (
	"time"

	"ipcbench/internal/sys"
)

// NullCalls makes n system calls that do next to nothing: each enters the kernel and leaves it, with this machine's
// mitigations. It is getppid(2), as in lmbench's lat_syscall null (McVoy and Staelin, USENIX 1996), which no library
// answers from memory.
func NullCalls(n int) {
	for range n {
		sys.Null()
	}
}

// ClockReadings reads the clock n times, as the timed passes of a sample do: in the vDSO, without a system call, where
// the clock source allows that (vdso(7)). base is any earlier reading.
func ClockReadings(base time.Time, n int) {
	for range n {
		time.Since(base)
	}
}
