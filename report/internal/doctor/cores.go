package doctor

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ipcbench/internal/host"
)

// coreTypes: processors with cores of several kinds, fast ones and efficient ones. Sources: cpu_capacity of
// Documentation/ABI/testing/sysfs-devices-system-cpu (arm64, RISC-V, hybrid x86), the performance counters' devices
// cpu_core and cpu_atom (arch/x86/events/intel/core.c), else the highest clock rate of each.
func coreTypes(m Machine) Finding {
	f := Finding{
		Topic: "Core types",
		Effect: "Cores of different kinds are different machines: a pair of slow ones, or of a slow and a fast " +
			"one, does not compare with a pair of fast ones.",
	}
	kinds := m.coreKinds()
	switch len(kinds) {
	case 0:
		return f.with(Note, NotShown)
	case 1:
		return f.with(Good, "all of one kind")
	}
	var parts []string
	for _, k := range kinds {
		parts = append(parts, fmt.Sprintf("%s: %s", k.name, ranges(k.cpus)))
	}
	f.Change = fmt.Sprintf("go test -bench . -ipc.cpus=%s   (the fastest kind, which is taken anyway where it has "+
		"two cores)", ranges(kinds[0].cpus))
	return f.with(Warn, strings.Join(parts, "; "))
}

// A coreKind is one kind of core among the usable CPUs.
type coreKind struct {
	name string // of its fastest core
	rank int64  // of its fastest core; a higher one is faster
	cpus []int  // ascending
}

// coreKinds are the kinds, the fastest first; none where the kernel does not tell.
func (m Machine) coreKinds() []coreKind {
	byNumber := func(file, format string) []coreKind {
		return m.sortCores(func(cpu int) (string, int64, bool) {
			n, ok := m.number(fmt.Sprintf("sys/devices/system/cpu/cpu%d/%s", cpu, file))
			return fmt.Sprintf(format, n), n, ok
		})
	}
	if kinds := byNumber("cpu_capacity", "capacity %d"); len(kinds) > 0 {
		return kinds
	}
	devices := []string{"cpu_lowpower", "cpu_atom", "cpu_core"} // the slowest first
	kinds := m.sortCores(func(cpu int) (string, int64, bool) {
		for rank, device := range devices {
			list, err := host.ParseCPUs(m.Line("sys/devices/" + device + "/cpus"))
			if err == nil && slices.Contains(list, cpu) {
				return device, int64(rank), true
			}
		}
		return "", 0, false
	})
	if len(kinds) > 0 {
		return kinds
	}
	return byNumber("cpufreq/cpuinfo_max_freq", "up to %d kHz")
}

// alike is how near to the fastest of a kind a core must come to be of it: some cores of one kind are let run a few
// percent faster than the rest.
const alike = 0.9

// sortCores sorts the usable CPUs into kinds; none unless each has one.
func (m Machine) sortCores(kindOf func(cpu int) (name string, rank int64, ok bool)) (kinds []coreKind) {
	var cores []coreKind
	for _, cpu := range m.CPUs {
		name, rank, ok := kindOf(cpu)
		if !ok {
			return nil
		}
		cores = append(cores, coreKind{name, rank, []int{cpu}})
	}
	slices.SortStableFunc(cores, func(a, b coreKind) int { return cmp.Compare(b.rank, a.rank) })
	for _, c := range cores {
		if last := len(kinds) - 1; last >= 0 && float64(c.rank) >= alike*float64(kinds[last].rank) {
			kinds[last].cpus = append(kinds[last].cpus, c.cpus...)
			slices.Sort(kinds[last].cpus)
			continue
		}
		kinds = append(kinds, c)
	}
	return kinds
}
