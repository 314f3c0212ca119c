package place

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ipcbench/internal/host"
	"ipcbench/internal/schema"
)

// A Place says on which CPUs the ends of a benchmark run, relative to each other.
type Place string

// The places.
const (
	Cross Place = schema.Cross // two cores that share a last-level cache
	Same  Place = schema.Same  // one CPU for all ends
	SMT   Place = schema.SMT   // two hardware threads of one core
	NUMA  Place = schema.NUMA  // two CPUs of different NUMA nodes
)

// All are all places in reading order.
var All = []Place{Cross, Same, SMT, NUMA}

// Elsewhere is one CPU for all ends, and another CPU than that of Same if there is another. A pass that only counts
// can run there, beside another program that uses the CPU of Same. Elsewhere is not in [All] and in no benchmark's
// name.
const Elsewhere Place = "elsewhere"

// onCPU begins the name of a place that is one CPU by its number.
const onCPU = "cpu="

// On is one CPU for all ends, by its number. It is not in [All].
func On(cpu int) Place { return Place(onCPU + strconv.Itoa(cpu)) }

// one is the CPU of a place that [On] makes; ok is false of others.
func (p Place) one() (cpu int, ok bool) {
	number, ok := strings.CutPrefix(string(p), onCPU)
	cpu, err := strconv.Atoi(number)
	return cpu, ok && err == nil
}

// InUse are the CPUs of some places, each once and in ascending order. Places that the machine lacks have none.
func InUse(places []Place) (cpus []int) {
	for _, p := range places {
		its, err := p.CPUs()
		if err == nil {
			cpus = append(cpus, its...)
		}
	}
	slices.Sort(cpus)
	return slices.Compact(cpus)
}

// CPUs are the CPUs of a place. The first end runs on the first of them, the next end on the next; see [Of]. The
// error says what this machine lacks.
func (p Place) CPUs() ([]int, error) {
	all, err := topology()
	if err != nil {
		return nil, err
	}
	if err := host.Pinning(); err != nil && len(all) > 1 {
		return nil, fmt.Errorf("threads cannot be pinned to CPUs here: %w "+
			"(allow it, or leave one CPU for place=same with `taskset -c 0`)", err)
	}
	return p.choose(all)
}

// Of is the CPU on which an end runs, counted from 0, if cpus are those of its place. If there are more ends than
// CPUs, they share them in turn.
func Of(cpus []int, end int) int { return cpus[end%len(cpus)] }

// choose takes the first CPUs that fit, in the order of [preferred]. Of the pairs that fit, it takes the pair whose
// less preferred CPU comes first.
func (p Place) choose(all []processor) ([]int, error) {
	order := preferred(all)
	switch p {
	case Same:
		return []int{order[0].id}, nil
	case Elsewhere:
		return []int{order[len(order)-1].id}, nil
	}
	if cpu, ok := p.one(); ok {
		if !slices.ContainsFunc(all, func(other processor) bool { return other.id == cpu }) {
			return nil, fmt.Errorf("this process may not use CPU %d", cpu)
		}
		return []int{cpu}, nil
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
			return []int{a.id, b.id}, nil
		}
	}
	return nil, errors.New(lacks)
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
			"the CPUs that this process may use are all of one NUMA node"
	}
	return func(a, b processor) bool { return false }, fmt.Sprintf("place %q is not known", string(p))
}

// cores are the CPUs of a place in ascending order, and the other hardware threads of their cores.
func (p Place) cores() (cpus, siblings []int, err error) {
	all, err := topology()
	if err != nil {
		return nil, nil, err
	}
	cpus, err = p.choose(all)
	if err != nil {
		return nil, nil, err
	}
	slices.Sort(cpus)
	return cpus, siblingsOf(cpus, all), nil
}

// siblingsOf are the hardware threads that share a core with one of cpus and are not among them, whether or not this
// process may use them.
func siblingsOf(cpus []int, all []processor) []int {
	var siblings []int
	for _, one := range all {
		if !slices.Contains(cpus, one.id) {
			continue
		}
		core, _ := host.ParseCPUs(one.core)
		for _, id := range core {
			if !slices.Contains(cpus, id) && !slices.Contains(siblings, id) {
				siblings = append(siblings, id)
			}
		}
	}
	return siblings
}
