package bench

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"sync"

	"ipcbench/internal/host"
	"ipcbench/internal/sys"
)

// A Place is where the two sides run.
type Place string

// The places.
const (
	Cross Place = "cross" // two cores that share a last-level cache
	Same  Place = "same"  // one CPU for both
	SMT   Place = "smt"   // two hardware threads of one core
	NUMA  Place = "numa"  // two nodes
)

// Places are all places in reading order.
var Places = []Place{Cross, Same, SMT, NUMA}

// elsewhere is one CPU for both, but not that of Same where there is another: for what is only counted, beside a program that counts on Same's.
const elsewhere Place = "elsewhere"

// A processor is one CPU that this process may use, and where it is.
type processor struct {
	id    int
	core  string // the CPUs of its core
	cache string // the CPUs of its last-level cache
	node  string
}

// topology reads which CPUs this process may use, and how they lie to each other. Source: Documentation/admin-guide/
// cputopology.rst and Documentation/ABI/testing/sysfs-devices-system-cpu of the kernel.
var topology = sync.OnceValues(func() ([]processor, error) {
	usable, err := sys.UsableCPUs()
	if err != nil {
		return nil, err
	}
	var all []processor
	for _, id := range usable {
		all = append(all, readProcessor("/sys/devices/system/cpu/cpu"+strconv.Itoa(id), id))
	}
	if len(all) == 0 {
		return nil, errors.New("no CPU to run on")
	}
	return all, nil
})

func readProcessor(dir string, id int) processor {
	p := processor{id: id, core: host.Line(filepath.Join(dir, "topology/thread_siblings_list"))}
	if p.core == "" {
		p.core = strconv.Itoa(id)
	}
	// The last index is the last level.
	caches, _ := filepath.Glob(filepath.Join(dir, "cache/index*/shared_cpu_list"))
	if slices.Sort(caches); len(caches) > 0 {
		p.cache = host.Line(caches[len(caches)-1])
	} else {
		p.cache = host.Line(filepath.Join(dir, "topology/package_cpus_list"))
	}
	if nodes, _ := filepath.Glob(filepath.Join(dir, "node*")); len(nodes) > 0 {
		p.node = filepath.Base(nodes[0])
	}
	return p
}

// CPUs are the CPU of side A and that of side B, or an error that says what this machine lacks.
func (p Place) CPUs() ([2]int, error) {
	all, err := topology()
	if err != nil {
		return [2]int{}, err
	}
	return p.choose(all)
}

// choose takes the pair with the highest numbers: interrupts and housekeeping like CPU 0.
func (p Place) choose(all []processor) ([2]int, error) {
	switch p {
	case Same:
		last := all[len(all)-1].id
		return [2]int{last, last}, nil
	case elsewhere:
		return [2]int{all[0].id, all[0].id}, nil
	}
	fits, lacks := p.rule()
	for b := len(all) - 1; b >= 0; b-- {
		for a := b - 1; a >= 0; a-- {
			if fits(all[a], all[b]) {
				return [2]int{all[a].id, all[b].id}, nil
			}
		}
	}
	return [2]int{}, errors.New(lacks)
}

func (p Place) rule() (fits func(a, b processor) bool, lacks string) {
	switch p {
	case Cross:
		return func(a, b processor) bool { return a.core != b.core && a.cache == b.cache },
			"this process may not use two cores that share a last-level cache"
	case SMT:
		return func(a, b processor) bool { return a.core == b.core },
			"no core here has two hardware threads that this process may use"
	case NUMA:
		return func(a, b processor) bool { return a.node != b.node },
			"the CPUs that this process may use are all of one node"
	}
	return func(a, b processor) bool { return false }, fmt.Sprintf("place %q is not known", string(p))
}

// cores are the CPUs of the two sides, each once, and those other hardware threads of their cores that are neither.
func (p Place) cores() (cpus, siblings []int, err error) {
	all, err := topology()
	if err != nil {
		return nil, nil, err
	}
	pair, err := p.choose(all)
	if err != nil {
		return nil, nil, err
	}
	cpus = slices.Compact(slices.Sorted(slices.Values(pair[:])))
	return cpus, siblingsOf(cpus, all), nil
}

// siblingsOf are the hardware threads that share a core with one of cpus and are none of them, whether or not this
// process may use them.
func siblingsOf(cpus []int, all []processor) []int {
	var siblings []int
	for _, one := range all {
		if !slices.Contains(cpus, one.id) {
			continue
		}
		core, _ := sys.ParseCPUs(one.core)
		for _, id := range core {
			if !slices.Contains(cpus, id) && !slices.Contains(siblings, id) {
				siblings = append(siblings, id)
			}
		}
	}
	return siblings
}
