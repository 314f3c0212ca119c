package place

import (
	"slices"
	"time"

	"ipcbench/internal/sys"
)

// A Reading is what the kernel tells at one moment of the CPUs of a place. From two of them follows what others did in
// between.
type Reading struct {
	ok       bool // the kernel told
	at       time.Time
	cpus     []int                 // of the place, in ascending order
	times    []cpuTimes            // of these, then of their hardware siblings
	idle     []time.Duration       // of these, to 1 µs; nil where only times tells
	own      time.Duration         // CPU time of this process
	each     map[int]time.Duration // and of each of its children by process id: workers, brokers
	clockKHz []float64             // of the place's CPUs
}

// Read takes a reading of a place. Of this process and all its children it reads how much CPU time they have used; pids
// are those that it is to find where the kernel does not list children.
func Read(p Place, pids []int) (r Reading) {
	cpus, siblings, err := p.cores()
	if err != nil {
		return r
	}
	r.cpus = cpus
	if r.times, err = readCPUTimes("/proc", append(slices.Clone(cpus), siblings...)); err != nil {
		return r
	}
	pids = append(sys.Children(), pids...)
	r.each = make(map[int]time.Duration, len(pids))
	for _, pid := range pids {
		if used, errno := sys.CPUOf(pid); errno == 0 {
			r.each[pid] = time.Duration(used)
		}
	}
	r.own = time.Duration(sys.ProcessCPU())
	for _, cpu := range cpus {
		if idle, ok := idleStates(cpuRoot, cpu); ok {
			r.idle = append(r.idle, idle)
		}
	}
	if len(r.idle) < len(cpus) {
		r.idle = nil
	}
	r.at = time.Now()
	r.clockKHz = frequencies(cpuRoot, cpus)
	r.ok = true
	return r
}
