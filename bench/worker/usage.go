package worker

import (
	"runtime"

	"ipcbench/internal/sys"
)

// A Usage is a reading of the clock and of what this process has used up.
type Usage struct {
	Clock       int64  // CLOCK_MONOTONIC, ns
	CPU         int64  // CLOCK_PROCESS_CPUTIME_ID, ns
	Switches    int64  // context switches, voluntary and involuntary
	Involuntary int64  // those of them that the scheduler forced
	Mallocs     uint64 // heap objects
	Bytes       uint64 // heap bytes
}

// prepare reads what takes long to read, as the heap's figures stop the world. The exchange that follows brings the
// ends together again, so that none counts CPU time while another still reads.
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

// begin completes u and reads the clock last, so that nothing of the reading is inside the window.
func (u *Usage) begin(raw bool) {
	if raw {
		sys.NoPreempt()
	}
	u.CPU = sys.ProcessCPU()
	u.Clock = sys.Monotonic()
}

// end reads the clock first.
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

// since is what was used between an earlier reading and u; the Clock is u's own.
func (u Usage) since(earlier Usage) Usage {
	return Usage{
		Clock: u.Clock, CPU: u.CPU - earlier.CPU, Switches: u.Switches - earlier.Switches,
		Involuntary: u.Involuntary - earlier.Involuntary, Mallocs: u.Mallocs - earlier.Mallocs, Bytes: u.Bytes - earlier.Bytes,
	}
}

// Plus is what u and another process used together; the Clock is u's own.
func (u Usage) Plus(other Usage) Usage {
	return Usage{
		Clock: u.Clock, CPU: u.CPU + other.CPU, Switches: u.Switches + other.Switches,
		Involuntary: u.Involuntary + other.Involuntary, Mallocs: u.Mallocs + other.Mallocs, Bytes: u.Bytes + other.Bytes,
	}
}
