package doctor

import (
	"slices"
	"strconv"

	"ipcbench/internal/host"
	"ipcbench/internal/syscount"

	"golang.org/x/sys/unix"
)

// A Machine is where to look.
type Machine struct {
	host.Root                                               // where /proc and /sys are
	CPUs       []int                                        // those that this process may use, ascending
	Hypervisor string                                       // as [host.Virtualisation] names it
	Limits     func(resource int) (soft uint64, known bool) // of getrlimit(2)
	Counting   func() error                                 // why system calls cannot be counted
}

// Here is this machine as this process sees it.
func Here() (Machine, error) {
	cpus, err := host.UsableCPUs()
	return Machine{
		Root: host.Here, CPUs: cpus, Hypervisor: host.Virtualisation(), Limits: softLimit, Counting: tryCounting,
	}, err
}

func softLimit(resource int) (soft uint64, known bool) {
	var l unix.Rlimit
	err := unix.Getrlimit(resource, &l)
	return l.Cur, err == nil
}

// tryCounting counts the system calls of this thread for a moment.
func tryCounting() error {
	tracepoint, err := syscount.Tracepoint()
	if err != nil {
		return err
	}
	c, err := syscount.Count(tracepoint, []int{unix.Gettid()})
	if err != nil {
		return err
	}
	return c.Close()
}

// Look reads all there is to read, in the order in which it is worth reading.
func (m Machine) Look() []Finding {
	var all []Finding
	for _, check := range []func(Machine) Finding{
		usableCPUs, isolation, quota, load,
		hypervisor, coreTypes, smt, nodes,
		governor, turbo, idleStates, haltPolling, energy,
		clockSource, mitigations, hugePages, preemption,
		queueSizes, queueBytes, lockedMemory, openFiles, pipeBuffers,
		counting,
	} {
		all = append(all, check(m))
	}
	return all
}

// number is a file that holds one.
func (m Machine) number(name string) (int64, bool) {
	n, err := strconv.ParseInt(m.Line(name), 10, 64)
	return n, err == nil
}

// each is the text of every file that a pattern names, each different one once, sorted.
func (m Machine) each(pattern string) (values []string) {
	for _, name := range m.Names(pattern) {
		values = append(values, m.Line(name))
	}
	slices.Sort(values)
	return slices.Compact(values)
}
