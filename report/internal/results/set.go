package results

import (
	"slices"

	"golang.org/x/perf/benchfmt"

	"ipcbench/internal/schema"
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

// machine finds the machine of a configuration, or makes it. between says that the ends were on two hosts, also where
// the file does not say which.
func (s *Set) machine(config []Setting, between bool) *Machine {
	want := fingerprint(config)
	if between {
		want += schema.Host
	}
	if m := s.machines[want]; m != nil {
		return m
	}
	m := &Machine{
		Config: config, Between: between, base: baseOf(config), index: map[cellKey]*Cell{},
		floors: map[benchname.Floor]*Cell{},
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
	s.Machines = byComputer(s.Machines)
	for _, m := range s.Machines {
		m.foldProcs()
		m.finishRemarks()
	}
	for _, group := range ofOneComputer(s.Machines) {
		ShowTogether(group...)
	}
	rank := map[string]int{}
	for i, name := range s.Order() {
		rank[name] = i
	}
	for _, m := range s.Machines {
		m.sortCells(rank)
	}
}

// byComputer puts what was measured between hosts behind what was measured within the computer with end A.
func byComputer(machines []*Machine) []*Machine {
	computer := map[string]int{} // by base, in order of appearance
	for _, m := range machines {
		if _, known := computer[m.base]; !known {
			computer[m.base] = len(computer)
		}
	}
	rank := func(m *Machine) int {
		if m.Between {
			return 2*computer[m.base] + 1
		}
		return 2 * computer[m.base]
	}
	return slices.SortedStableFunc(slices.Values(machines), func(a, b *Machine) int { return rank(a) - rank(b) })
}

// ofOneComputer groups the machines whose probes are of the same computer in one state or another. Between computers
// the probes are those of two, so that each stands alone.
func ofOneComputer(machines []*Machine) (groups [][]*Machine) {
	for _, m := range machines {
		last := len(groups) - 1
		if last >= 0 && !m.Apart() && groups[last][0].SameComputer(m) && !groups[last][0].Apart() {
			groups[last] = append(groups[last], m)
		} else {
			groups = append(groups, []*Machine{m})
		}
	}
	return groups
}

// A Computer is the one of end A, with all that was measured within it and between it and others.
type Computer struct {
	Within  *Machine   // nil if nothing was
	Between []*Machine // one for each other host, and for each of what joined them
}

// Machines are the parts of what was measured.
func (c Computer) Machines() []*Machine {
	if c.Within == nil {
		return c.Between
	}
	return append([]*Machine{c.Within}, c.Between...)
}

// Computers are those of the set, in order of appearance.
func (s *Set) Computers() (list []Computer) {
	for i, m := range s.Machines { // those of one computer stand together
		if i == 0 || !m.SameComputer(s.Machines[i-1]) {
			list = append(list, Computer{})
		}
		c := &list[len(list)-1]
		if m.Between {
			c.Between = append(c.Between, m)
		} else {
			c.Within = m
		}
	}
	return list
}
