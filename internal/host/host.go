// Package host reads what the kernel and the processor tell of the machine, as far as it bears on results.
//
// Where procfs, sysfs or cpuid have something, it is read with them. They do not have transparent huge pages, cpuidle,
// the sizes and sharing of caches, cpu_capacity, the kinds of a hybrid processor's cores, and what the device tree and
// /sys/hypervisor say. Of others they read too much: sysfs.SystemCpufreq reads a dozen files of each CPU and fails if
// one is missing, and so does sysfs.CPU.Topology. Those files are read with [Root.Line].
package host

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/prometheus/procfs"
	"github.com/prometheus/procfs/sysfs"
)

// Line is the text of a one-line file, without the space around it; "" if it cannot be read.
func Line(path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

// A Root is the directory with /proc and /sys: "/" for this machine, another one in tests.
type Root string

// Here is this machine.
const Here Root = "/"

// Line is that of a file below the root.
func (r Root) Line(name string) string { return Line(r.path(name)) }

func (r Root) path(name string) string { return filepath.Join(string(r), name) }

// Names are the files below the root that a pattern names, as Line takes them, sorted.
func (r Root) Names(pattern string) (names []string) {
	paths, _ := filepath.Glob(r.path(pattern))
	for _, path := range paths {
		if name, err := filepath.Rel(string(r), path); err == nil {
			names = append(names, name)
		}
	}
	return names
}

// Proc is the proc file system below the root.
func (r Root) Proc() (procfs.FS, error) { return procfs.NewFS(r.path("proc")) }

// Sysctl is a kernel parameter that is a number, by its dotted name; the first number of one that has several. ok is
// false if the kernel does not have it or does not show it. Source: sysctl(8), proc_sys(5).
func (r Root) Sysctl(name string) (value int, ok bool) {
	proc, err := r.Proc()
	if err != nil {
		return 0, false
	}
	return sysctl(proc, name)
}

// Sysctls is a kernel parameter that is several numbers; nil if the kernel does not have it or does not show it.
func (r Root) Sysctls(name string) []int {
	proc, err := r.Proc()
	if err != nil {
		return nil
	}
	values, err := proc.SysctlInts(name)
	if err != nil {
		return nil
	}
	return values
}

func sysctl(proc procfs.FS, name string) (value int, ok bool) {
	values, err := proc.SysctlInts(name)
	if err != nil || len(values) == 0 {
		return 0, false
	}
	return values[0], true
}

// Sysctl is a kernel parameter of this machine, or otherwise where it is not shown. Mechanisms call it when they open,
// which is measured: it opens, reads and closes one file, and nothing else.
func Sysctl(name string, otherwise int) int {
	if proc, err := here(); err == nil {
		if value, ok := sysctl(proc, name); ok {
			return value
		}
	}
	return otherwise
}

// here looks for the proc file system once.
var here = sync.OnceValues(Here.Proc)

// Vulnerabilities are the processor's flaws that the kernel works around and those that it leaves open, each sorted.
// shown is false if it tells of none. Source: Documentation/admin-guide/hw-vuln.
func (r Root) Vulnerabilities() (mitigated, open []string, shown bool) {
	fs, err := sysfs.NewFS(r.path("sys"))
	if err != nil {
		return nil, nil, false
	}
	all, err := fs.CPUVulnerabilities()
	if err != nil {
		return nil, nil, false
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		switch all[name].State {
		case sysfs.VulnerabilityStateMitigation:
			mitigated = append(mitigated, name)
		case sysfs.VulnerabilityStateVulnerable:
			open = append(open, name)
		}
	}
	return mitigated, open, len(all) > 0
}

// ClockSource is the clock source in use, "" if it is not shown.
func (r Root) ClockSource() string {
	fs, err := sysfs.NewFS(r.path("sys"))
	if err != nil {
		return ""
	}
	sources, err := fs.ClockSources()
	if err != nil || len(sources) == 0 {
		return ""
	}
	return sources[0].Current
}

// TransparentHugePages is the choice in force: always, madvise or never; "" if the kernel has none.
func (r Root) TransparentHugePages() string {
	_, chosen, _ := strings.Cut(r.Line("sys/kernel/mm/transparent_hugepage/enabled"), "[")
	chosen, _, _ = strings.Cut(chosen, "]")
	return chosen
}
