package page

import (
	"fmt"
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/chart"
	"ipcbench/report/internal/claims"
	"ipcbench/report/internal/facts"
	"ipcbench/report/internal/knees"
	"ipcbench/report/internal/known"
	"ipcbench/report/internal/paced"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/tables"
)

// Report is what all three forms show.
type Report struct {
	Title    string
	About    []string     // what the reader must know first; nil: how to read results
	Sections []Section    // one a machine
	Taxonomy *table.Table // nil when no file declares a mechanism
	Problems []string     // what to know about the inputs: faults, several machines
	Facts    *facts.Facts // what the page's script works with; nil for a page without one

	order []string // mechanisms, as [results.Set.Order] has them
}

// Section is one machine's part, or what sets several side by side. Nothing in it is pooled with another machine's.
type Section struct {
	Heading string
	Facts   []results.Setting
	Samples string           // how much was measured, when and in which files
	Claims  []claims.Verdict // on what textbooks say; none if the results say nothing of it
	Tables  []table.Table
	Lists   []table.List
	Charts  []chart.Chart
	Undrawn []string // charts left out, and why

	Machine *results.Machine // nil where it sets several side by side
}

// Build makes the report. Charts are laid out here and drawn when they are encoded.
func Build(set *results.Set) Report {
	r := Report{Title: "ipcbench report"}
	order, families := set.Order(), set.Families()
	r.order = order
	parts := partsOf(set)
	if s, ok := sideBySide(set); ok {
		r.Sections = append(r.Sections, s)
		if many(set) {
			parts = nil
		}
	}
	for _, p := range parts {
		m := p.machine
		s := Section{Machine: m, Heading: p.heading(), Facts: p.facts(), Samples: samples(m), Lists: tables.Remarks(m)}
		if said := known.Sentences(m); len(said) > 0 {
			s.Lists = append(s.Lists, table.List{Title: "How well the figures are known", Items: said})
		}
		s.Claims = p.claims(set)
		s.Tables = p.tables(set)
		s.Charts, s.Undrawn = chart.All(m, order, families, p.suffix())
		r.Sections = append(r.Sections, s)
	}
	if t, ok := tables.Taxonomy(set.Mechanisms); ok {
		r.Taxonomy = &t
	}
	for _, p := range set.Problems {
		r.Problems = append(r.Problems, p.String())
	}
	if n := len(set.Computers()); n > 1 {
		own := "each has its own tables and charts, "
		if len(parts) == 0 {
			own = ""
		}
		r.Problems = append(r.Problems, fmt.Sprintf("results of %d machines, or of %d settings of one: %snothing is "+
			"pooled; they differ in %s", n, n, own, strings.Join(differing(set.Computers()), ", ")))
	}
	return r
}

// Usable says whether anything measured could be drawn.
func (r Report) Usable() bool {
	for _, s := range r.Sections {
		if len(s.Tables) > 0 {
			return true
		}
	}
	return false
}

// tables are those of the part.
func (p part) tables(set *results.Set) []table.Table {
	var list []table.Table
	m := p.machine
	add := func(t table.Table, ok bool) {
		if ok {
			list = append(list, t)
		}
	}
	if m.Between && p.computer.Within != nil {
		add(tables.Distance(p.computer.Within, m))
	}
	add(knees.Table(m, set.Families()))
	for _, pattern := range m.Patterns() {
		add(tables.Pattern(m, pattern, set.Units))
		if pattern == schema.Paced {
			list = append(list, paced.Tables(m)...)
		}
		add(tables.Further(m, pattern, set.Units))
	}
	for _, pattern := range m.Patterns() {
		add(tables.CPU(m, pattern))
	}
	add(tables.Over(m, set.Mechanisms))
	add(tables.Explained(m, set.Mechanisms))
	add(tables.Floors(m))
	return list
}

// samples says how much was measured, when and in which files.
func samples(m *results.Machine) string {
	least, most := m.Samples()
	count := fmt.Sprintf("%d to %d samples", least, most)
	if least == most {
		count = fmt.Sprintf("%d samples", least)
		if least == 1 {
			count = "1 sample"
		}
	}
	cells := "cells"
	if m.Cells() == 1 {
		cells = "cell"
	}
	text := fmt.Sprintf("%d %s, %s each, from %s", m.Cells(), cells, count, strings.Join(m.Files, ", "))
	if len(m.Files) > 1 {
		text += fmt.Sprintf(" (%d files of one machine, their samples pooled)", len(m.Files))
	}
	if days := chart.Days(m); days != "" {
		text += ", measured " + days
	}
	return strings.Join(append([]string{text + "."}, states(m)...), " ")
}
