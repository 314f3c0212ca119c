package place

import (
	"math"
	"path/filepath"
	"strconv"

	"ipcbench/internal/host"
)

// frequencies are the clock rates of some CPUs in kHz; nil where the kernel does not show them, as in most virtual
// machines.
//
// The files are read directly. The library call, procfs/sysfs.FS.SystemCpufreq, reads a dozen files of every CPU of
// the machine, and reading some of them interrupts the CPU in question. A sample must not disturb CPUs other than its
// own. Source: Documentation/admin-guide/pm/cpufreq.rst, scaling_cur_freq and cpuinfo_cur_freq.
func frequencies(root string, cpus []int) []float64 {
	var kHz []float64
	for _, cpu := range cpus {
		file := filepath.Join(root, "cpu"+strconv.Itoa(cpu), "cpufreq/scaling_cur_freq")
		f, err := strconv.ParseFloat(host.Line(file), 64)
		if err != nil || f <= 0 {
			return nil
		}
		kHz = append(kHz, f)
	}
	return kHz
}

// frequencyChange is the largest change of one CPU's clock rate, up or down, as a fraction of the earlier rate; NaN
// if the rates are not known.
func frequencyChange(before, after []float64) float64 {
	if len(before) == 0 || len(before) != len(after) {
		return math.NaN()
	}
	change := 0.0
	for i := range before {
		change = max(change, math.Abs(after[i]/before[i]-1))
	}
	return change
}
