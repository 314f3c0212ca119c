package bench

import (
	"runtime"

	"ipcbench/internal/sys"
)

// A usage is a reading of the clock and of what this process has used up.
type usage struct {
	Clock    int64  // CLOCK_MONOTONIC, ns
	CPU      int64  // CLOCK_PROCESS_CPUTIME_ID, ns
	Switches int64  // context switches, voluntary and involuntary
	Ousted   int64  // the involuntary ones of them
	Mallocs  uint64 // heap objects
	Bytes    uint64 // heap bytes
}

// prepare reads what takes long to read, as the heap's figures stop the world. The round trip that follows brings the two
// sides together again, so that neither counts CPU time while the other still reads.
func prepare() (u usage) {
	u.Mallocs, u.Bytes = heap()
	u.switches()
	return u
}

// switches reads the context switches.
func (u *usage) switches() {
	voluntary, involuntary := sys.Switches()
	u.Switches, u.Ousted = voluntary+involuntary, involuntary
}

// begin completes u and reads the clock last, so that nothing of the reading is inside the window.
func (u *usage) begin(raw bool) {
	if raw {
		sys.NoPreempt()
	}
	u.CPU = sys.ProcessCPU()
	u.Clock = sys.Monotonic()
}

// end reads the clock first.
func end(raw bool) (u usage) {
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
func (u usage) since(earlier usage) usage {
	return usage{
		Clock: u.Clock, CPU: u.CPU - earlier.CPU, Switches: u.Switches - earlier.Switches,
		Ousted: u.Ousted - earlier.Ousted, Mallocs: u.Mallocs - earlier.Mallocs, Bytes: u.Bytes - earlier.Bytes,
	}
}
