package floor

import "ipcbench/internal/sys"

const (
	syscallBatches = 51
	syscallBatch   = 1000
)

// NullSyscall is the time in ns of a system call that does next to nothing, the median over batches: entering the kernel
// and leaving it, with this machine's mitigations. It is getppid(2), as in lmbench's lat_syscall null (McVoy and Staelin,
// USENIX 1996), which no library answers from memory.
func NullSyscall() float64 {
	var perCall []float64
	for range syscallBatches {
		began := now()
		for range syscallBatch {
			sys.Null()
		}
		perCall = append(perCall, float64(now()-began)/syscallBatch)
	}
	return quantile(perCall, 0.5)
}
