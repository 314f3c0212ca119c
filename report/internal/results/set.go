package results

import (
	"slices"

	"golang.org/x/perf/benchfmt"

	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/resultfile"
)

// Set is all that the inputs of one command line hold.
type Set struct {
	Machines   []*Machine          // in order of appearance
	Mechanisms []resultfile.Traits // declared traits, in reading order, each mechanism once
	Problems   []resultfile.Problem
	Failures   []resultfile.Failure     // of all files, those without a result too
	Dates      []string                 // RFC 3339, of all files
	Units      benchfmt.UnitMetadataMap // what the Unit lines say: of a unit the first file that says something

	machines map[string]*Machine // by fingerprint
	declared map[string]bool     // mechanisms
}

// Order lists every mechanism in reading order: the declared ones first, then those that only have numbers.
// Colours and markers go by it, so it must not depend on what a machine happened to measure.
func (s *Set) Order() []string {
	var order []string
	seen := map[string]bool{}
	add := func(name string) {
		if name != "" && !seen[name] {
			seen[name] = true
			order = append(order, name)
		}
	}
	for _, t := range s.Mechanisms {
		add(t["name"])
	}
	for _, m := range s.Machines {
		for _, c := range m.cells {
			add(c.Series.Mech)
		}
	}
	return order
}

// Families are the families that the mechanisms declare, by mechanism.
func (s *Set) Families() map[string]string {
	families := map[string]string{}
	for _, t := range s.Mechanisms {
		families[t["name"]] = t["family"]
	}
	return families
}

// machine finds the machine of a configuration, or makes it.
func (s *Set) machine(config []Setting) *Machine {
	want := fingerprint(config)
	if m := s.machines[want]; m != nil {
		return m
	}
	m := &Machine{
		Config: config, index: map[cellKey]*Cell{}, floors: map[benchname.Floor]*Cell{},
		Others: map[string]int{}, unlisted: map[string]bool{}, said: map[remarkKey]bool{}, more: map[string]int{},
	}
	s.machines[want] = m
	s.Machines = append(s.Machines, m)
	return m
}

// addTraits keeps the first declaration of each mechanism: rounds and files repeat them.
func (s *Set) addTraits(list []resultfile.Traits) {
	for _, t := range list {
		if !s.declared[t["name"]] {
			s.declared[t["name"]] = true
			s.Mechanisms = append(s.Mechanisms, t)
		}
	}
}

// finish does what can only be done at the end: it finds out whether GOMAXPROCS matters, and sorts into reading order.
func (s *Set) finish() {
	s.Machines = slices.DeleteFunc(s.Machines, func(m *Machine) bool {
		return len(m.cells)+len(m.Others)+len(m.floors) == 0
	})
	for _, m := range s.Machines {
		m.foldProcs()
		m.finishRemarks()
		ShowTogether(m)
	}
	rank := map[string]int{}
	for i, name := range s.Order() {
		rank[name] = i
	}
	for _, m := range s.Machines {
		m.sortCells(rank)
	}
}
