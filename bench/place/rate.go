package place

import (
	"fmt"
	"strconv"
	"sync"

	"ipcbench/internal/host"
)

// NamedRate is the clock rate that the kernel names for a CPU, in GHz; 0 if it names none. It is the highest that
// cpufreq allows, or where there is no cpufreq, as in most virtual machines, the "cpu MHz" of /proc/cpuinfo, which is
// then a constant.
func NamedRate(cpu int) float64 { return namedRates()[cpu] }

// namedRates are read once: the file interrupts every CPU whose present rate it shows.
var namedRates = sync.OnceValue(func() map[int]float64 { return ratesOf(host.Here) })

// Source: Documentation/admin-guide/pm/cpufreq.rst, cpuinfo_max_freq, in kHz.
func ratesOf(root host.Root) map[int]float64 {
	rates := map[int]float64{}
	if proc, err := root.Proc(); err == nil {
		if all, err := proc.CPUInfo(); err == nil {
			for _, one := range all {
				rates[int(one.Processor)] = one.CPUMHz / 1e3
			}
		}
	}
	for _, name := range root.Names("sys/devices/system/cpu/cpu*/cpufreq/cpuinfo_max_freq") {
		var cpu int
		if _, err := fmt.Sscanf(name, "sys/devices/system/cpu/cpu%d/", &cpu); err != nil {
			continue
		}
		if kHz, err := strconv.ParseFloat(root.Line(name), 64); err == nil && kHz > 0 {
			rates[cpu] = kHz / 1e6
		}
	}
	return rates
}
