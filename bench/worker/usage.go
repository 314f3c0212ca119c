package worker

import (
	"runtime"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
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

// since is the difference of u and an earlier reading.
func (u Usage) since(earlier Usage) Usage {
	return Usage{
		Clock: u.Clock - earlier.Clock, CPU: u.CPU - earlier.CPU, Switches: u.Switches - earlier.Switches,
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

// A meter adds up what the turns of a pass use.
type meter struct {
	raw    bool
	thread bool // of the calling thread only; see [Role].Thread
	ops    int
	start  int64 // the clock before the first op
	before Usage
	used   Usage // its Clock is the time that the turns took; without Mallocs and Bytes
}

func (w *Worker) newMeter(role *Role) *meter { return &meter{raw: w.Traits.Raw, thread: role.Thread} }

// cpu reads the CPU time that has been used.
func (m *meter) cpu() int64 {
	if m.thread {
		return sys.ThreadCPU()
	}
	return sys.ProcessCPU()
}

// begin begins a turn. It reads the clock last, so that reading the rest is not part of the measured time.
func (m *meter) begin() {
	if m.raw {
		sys.NoPreempt()
	}
	m.before.switches(m.thread)
	m.before.CPU = m.cpu()
	m.before.Clock = sys.Monotonic()
	if m.start == 0 {
		m.start = m.before.Clock
	}
}

// end ends a turn of n ops. It reads the clock first.
func (m *meter) end(n int) {
	now := Usage{Clock: sys.Monotonic(), CPU: m.cpu()}
	if m.raw {
		sys.Preempt()
	}
	now.switches(m.thread)
	turn := now.since(m.before)
	clock := m.used.Clock + turn.Clock
	m.used = m.used.Plus(turn)
	m.used.Clock = clock
	m.ops += n
}

// all is what all turns used. The Clock is that at their end, as if no time had passed between them. The heap is that
// of the whole pass, from before on: to read it stops the world, so it is read before the first turn and now.
func (m *meter) all(before Usage) Usage {
	all, heap := m.used, heap().since(before)
	all.Clock += m.start
	all.Mallocs, all.Bytes = heap.Mallocs, heap.Bytes
	return all
}

// switches reads the context switches of the process, or of the calling thread only.
func (u *Usage) switches(thread bool) {
	voluntary, involuntary := sys.Switches()
	if thread {
		voluntary, involuntary = sys.ThreadSwitches()
	}
	u.Switches, u.Involuntary = voluntary+involuntary, involuntary
}

// Around is what this end uses while do runs: its process, or its thread if the ends are threads of one process. cores
// is the CPU time divided by the wall time.
func (w *Worker) Around(do func() error) (used Usage, cores float64, err error) {
	cpu, switches := sys.ProcessCPU, sys.Switches
	if w.Traits.Scope == mechanisms.Thread {
		cpu, switches = sys.ThreadCPU, sys.ThreadSwitches
	}
	read := func() (u Usage) {
		voluntary, involuntary := switches()
		return Usage{
			CPU: cpu(), Clock: sys.Monotonic(), Switches: voluntary + involuntary, Involuntary: involuntary,
		}
	}
	if w.Traits.Raw {
		sys.NoPreempt()
		defer sys.Preempt()
	}
	before := read()
	if err := do(); err != nil {
		return used, 0, err
	}
	used = read().since(before)
	cores = float64(used.CPU) / float64(used.Clock)
	used.Clock += before.Clock
	return used, cores, nil
}

// heap reads what has been allocated.
func heap() Usage {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return Usage{Mallocs: m.Mallocs, Bytes: m.TotalAlloc}
}
