package worker

import (
	"runtime"

	"ipcbench/internal/sys"
)

// A Usage is a reading of the clock and of the resources that this process has used, or the difference of two.
type Usage struct {
	Clock       int64  // CLOCK_MONOTONIC, ns
	CPU         int64  // CLOCK_PROCESS_CPUTIME_ID, ns
	Switches    int64  // context switches, voluntary and involuntary
	Involuntary int64  // those that the scheduler forced
	Mallocs     uint64 // heap objects allocated
	Bytes       uint64 // heap bytes allocated
}

// prepare reads what takes long to read: the figures of the heap stop the world. The ends meet after that and before
// the pass, so that none is still reading while another counts CPU time.
func prepare() (u Usage) {
	u.Mallocs, u.Bytes = heap()
	u.switches()
	return u
}

// switches reads the context switches.
func (u *Usage) switches() {
	voluntary, involuntary := sys.Switches()
	u.Switches, u.Involuntary = voluntary+involuntary, involuntary
}

// begin completes u. It reads the clock last, so that reading the rest is not part of the measured time.
func (u *Usage) begin(raw bool) {
	if raw {
		sys.NoPreempt()
	}
	u.CPU = sys.ProcessCPU()
	u.Clock = sys.Monotonic()
}

// end reads everything. It reads the clock first, so that reading the rest is not part of the measured time.
func end(raw bool) (u Usage) {
	u.Clock = sys.Monotonic()
	u.CPU = sys.ProcessCPU()
	if raw {
		sys.Preempt()
	}
	u.switches()
	u.Mallocs, u.Bytes = heap()
	return u
}

func heap() (mallocs, bytes uint64) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Mallocs, m.TotalAlloc
}

// since is the difference of u and an earlier reading, except for the Clock, which is that of u.
func (u Usage) since(earlier Usage) Usage {
	return Usage{
		Clock: u.Clock, CPU: u.CPU - earlier.CPU, Switches: u.Switches - earlier.Switches,
		Involuntary: u.Involuntary - earlier.Involuntary,
		Mallocs:     u.Mallocs - earlier.Mallocs, Bytes: u.Bytes - earlier.Bytes,
	}
}

// Plus is the sum of what two processes used, except for the Clock, which is that of u.
func (u Usage) Plus(other Usage) Usage {
	return Usage{
		Clock: u.Clock, CPU: u.CPU + other.CPU, Switches: u.Switches + other.Switches,
		Involuntary: u.Involuntary + other.Involuntary,
		Mallocs:     u.Mallocs + other.Mallocs, Bytes: u.Bytes + other.Bytes,
	}
}
