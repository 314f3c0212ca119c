package place

import (
	"slices"
	"time"

	"ipcbench/internal/host"
	"ipcbench/internal/sys"
)

// A Reading is what the kernel shows of the CPUs of a place at one moment. The difference of two readings tells what
// others did on these CPUs in between.
type Reading struct {
	ok       bool // the kernel shows the times of all CPUs
	at       time.Time
	cpus     []int                 // of the place, in ascending order
	times    []cpuTimes            // of these, then of their hardware siblings
	idle     []time.Duration       // of these, to 1 µs; nil if the kernel shows only times
	own      time.Duration         // CPU time of this process
	each     map[int]time.Duration // CPU time of its children by process id: workers, brokers
	clockKHz []float64             // of the place's CPUs
	held     throttling            // of the control groups with a CPU quota that this process is in
	energy   EnergyReading         // of the processor's packages
}

// Read takes a reading of a place. It includes the CPU time of this process and of all its children. pids are the
// children that count where the kernel does not list children.
func Read(p Place, pids []int) (r Reading) {
	cpus, siblings, err := p.cores()
	if err != nil {
		return r
	}
	r.cpus = cpus
	if r.times, err = readCPUTimes("/proc", append(slices.Clone(cpus), siblings...)); err != nil {
		return r
	}
	pids = append(host.Children(), pids...)
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
	r.energy = ReadEnergy()
	r.held = readThrottling(ownGroups())
	r.at = time.Now()
	r.clockKHz = frequencies(cpuRoot, cpus)
	r.ok = true
	return r
}
