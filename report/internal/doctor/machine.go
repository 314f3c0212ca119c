package doctor

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"ipcbench/internal/sys"

	"golang.org/x/sys/unix"
)

// A Machine is where to look.
type Machine struct {
	Root     string                                       // where /proc and /sys are, "/" for this machine
	CPUs     []int                                        // those that this process may use, ascending
	Limits   func(resource int) (soft uint64, known bool) // of getrlimit(2)
	Counting func() error                                 // why system calls cannot be counted
}

// Here is this machine as this process sees it.
func Here() (Machine, error) {
	var set unix.CPUSet
	if err := unix.SchedGetaffinity(0, &set); err != nil {
		return Machine{}, fmt.Errorf("sched_getaffinity: %w", err)
	}
	m := Machine{Root: "/", Limits: softLimit, Counting: tryCounting}
	for cpu := range 64 * len(set) {
		if set.IsSet(cpu) {
			m.CPUs = append(m.CPUs, cpu)
		}
	}
	return m, nil
}

func softLimit(resource int) (soft uint64, known bool) {
	var l unix.Rlimit
	err := unix.Getrlimit(resource, &l)
	return l.Cur, err == nil
}

// tryCounting counts the system calls of this thread for a moment.
func tryCounting() error {
	tracepoint, err := sys.SyscallTracepoint()
	if err != nil {
		return err
	}
	c, err := sys.CountSyscalls(tracepoint, []int{unix.Gettid()})
	if err != nil {
		return err
	}
	return c.Close()
}

// Look reads all there is to read, in the order in which it is worth reading.
func (m Machine) Look() []Finding {
	var all []Finding
	for _, check := range []func(Machine) Finding{
		usableCPUs, quota, load,
		hypervisor, smt, nodes,
		governor, turbo, idleStates, haltPolling,
		clockSource, mitigations, hugePages, preemption,
		queueSizes, queueBytes, lockedMemory, openFiles, pipeBuffers,
		counting,
	} {
		all = append(all, check(m))
	}
	return all
}

func (m Machine) path(name string) string { return filepath.Join(m.Root, name) }

// text is a file without the space around it; "" if it cannot be read.
func (m Machine) text(name string) string {
	b, err := os.ReadFile(m.path(name))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(b))
}

// number is a file that holds one.
func (m Machine) number(name string) (int64, bool) {
	n, err := strconv.ParseInt(m.text(name), 10, 64)
	return n, err == nil
}

// each is the text of every file that a pattern names, each different one once, sorted.
func (m Machine) each(pattern string) (values []string) {
	for _, name := range m.glob(pattern) {
		if b, err := os.ReadFile(name); err == nil {
			values = append(values, strings.TrimSpace(string(b)))
		}
	}
	slices.Sort(values)
	return slices.Compact(values)
}

func (m Machine) glob(pattern string) []string {
	names, _ := filepath.Glob(m.path(pattern))
	return names
}
