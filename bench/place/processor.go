package place

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"ipcbench/internal/host"
)

// A processor is one CPU that this process may use: how it is related to others, and how fast it is.
type processor struct {
	id    int
	core  string // the CPUs of its core
	cache string // the CPUs of its last-level cache
	node  string

	capacity int    // relative to the fastest CPU, which has 1024; 0 if the kernel does not show it
	kind     string // of its core: performance or efficiency; "" where all are alike, or the kernel does not say
	wish     int    // its position in -ipc.cpus, from 1; 0 without that flag
}

// here is this machine.
const here = host.Root("/")

// chosen are the CPUs that the user wants, the preferred ones first; nil if he leaves the choice open.
var chosen []int

// Prefer makes all places use these CPUs only, and prefer those that come first. cpus is what [ParseCPUs] returns;
// nil leaves the choice open. It must be called before any function asks for the CPUs of a place.
func Prefer(cpus []int) { chosen = cpus }

// Usable is how many CPUs the benchmarks may use; 0 if the kernel does not say.
func Usable() int {
	all, _ := topology()
	return len(all)
}

// topology reads which CPUs this process may use, and which of them share a core, a cache or a NUMA node. Source:
// Documentation/admin-guide/cputopology.rst, Documentation/ABI/testing/sysfs-devices-system-cpu.
var topology = sync.OnceValues(func() ([]processor, error) {
	usable, err := host.UsableCPUs()
	if err != nil {
		return nil, err
	}
	all := readProcessors(here, usable)
	for i := range all {
		all[i].wish = 1 + slices.Index(chosen, all[i].id)
	}
	if chosen != nil {
		all = slices.DeleteFunc(all, func(p processor) bool { return p.wish == 0 })
	}
	if len(all) == 0 {
		return nil, errors.New("no CPU to run on")
	}
	return all, nil
})

// readProcessors reads what the kernel shows of some CPUs. A hybrid processor has fast and slow cores. The kernel
// shows which core is which if it counts the events of the two kinds separately (drivers/perf, cpu_core and
// cpu_atom).
//
// The files are read directly. Of what is needed here procfs/sysfs offers only the siblings, and it refuses a CPU
// that lacks any of three other files. The library cpuid tells the kinds of cores for processors of Intel only, by
// moving the thread to each CPU in turn, and it does not know the kernel's numbers of the CPUs.
func readProcessors(root host.Root, ids []int) []processor {
	efficient, _ := host.ParseCPUs(root.Line("sys/devices/cpu_atom/cpus"))
	performing, _ := host.ParseCPUs(root.Line("sys/devices/cpu_core/cpus"))
	var all []processor
	for _, id := range ids {
		p := readProcessor(root, "sys/devices/system/cpu/cpu"+strconv.Itoa(id), id)
		switch {
		case slices.Contains(efficient, id):
			p.kind = "efficiency"
		case slices.Contains(performing, id) && len(efficient) > 0:
			p.kind = "performance"
		}
		all = append(all, p)
	}
	return all
}

func readProcessor(root host.Root, dir string, id int) processor {
	p := processor{id: id, core: root.Line(filepath.Join(dir, "topology/thread_siblings_list"))}
	if p.core == "" {
		p.core = strconv.Itoa(id)
	}
	// The last index is the last level.
	if caches := root.Names(filepath.Join(dir, "cache/index*/shared_cpu_list")); len(caches) > 0 {
		p.cache = root.Line(caches[len(caches)-1])
	} else {
		p.cache = root.Line(filepath.Join(dir, "topology/package_cpus_list"))
	}
	if nodes := root.Names(filepath.Join(dir, "node*")); len(nodes) > 0 {
		p.node = filepath.Base(nodes[0])
	}
	p.capacity, _ = strconv.Atoi(root.Line(filepath.Join(dir, "cpu_capacity")))
	return p
}

// preferred orders CPUs as -ipc.cpus lists them. Without that flag the fastest come first; of equally fast ones that
// with the highest number, since CPU 0 handles most interrupts and housekeeping.
func preferred(all []processor) []processor {
	return slices.SortedFunc(slices.Values(all), func(a, b processor) int {
		return cmp.Or(cmp.Compare(a.wish, b.wish), cmp.Compare(b.speed(), a.speed()), cmp.Compare(b.id, a.id))
	})
}

// speed compares CPUs: by their capacity if the kernel shows it, otherwise by the kind of core.
func (p processor) speed() int {
	switch {
	case p.capacity > 0:
		return p.capacity
	case p.kind == "efficiency":
		return -1
	}
	return 0
}

// String is the CPU's number, with the kind of its core and its capacity where the kernel shows them.
func (p processor) String() string {
	var words []string
	if p.kind != "" {
		words = append(words, p.kind+" core")
	}
	if p.capacity > 0 {
		words = append(words, fmt.Sprintf("capacity %d", p.capacity))
	}
	if len(words) == 0 {
		return strconv.Itoa(p.id)
	}
	return fmt.Sprintf("%d (%s)", p.id, strings.Join(words, ", "))
}

// alike tells whether all CPUs are equally fast, as far as the kernel shows it.
func alike(all []processor) bool {
	return !slices.ContainsFunc(all, func(p processor) bool { return p.speed() != all[0].speed() })
}
