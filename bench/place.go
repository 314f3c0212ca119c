package bench

import (
	"errors"
	"fmt"
	"slices"

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

// CPUs are the CPU of side A and that of side B, or an error that says what this machine lacks.
func (p Place) CPUs() ([2]int, error) {
	all, err := topology()
	if err != nil {
		return [2]int{}, err
	}
	if err := sys.Pinning(); err != nil && len(all) > 1 {
		return [2]int{}, fmt.Errorf("threads cannot be pinned to CPUs here: %w "+
			"(allow it, or leave one CPU for place=same with `taskset -c 0`)", err)
	}
	return p.choose(all)
}

// choose takes the first CPUs in the order of [preferred] that fit: of all pairs that fit, the one whose lesser CPU comes first.
func (p Place) choose(all []processor) ([2]int, error) {
	order := preferred(all)
	switch p {
	case Same:
		return [2]int{order[0].id, order[0].id}, nil
	case elsewhere:
		last := order[len(order)-1].id
		return [2]int{last, last}, nil
	}
	fits, lacks := p.rule()
	for j := range order {
		for i := range j {
			if !fits(order[i], order[j]) {
				continue
			}
			a, b := order[i], order[j]
			if a.id > b.id && a.wish == 0 {
				a, b = b, a
			}
			return [2]int{a.id, b.id}, nil
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
