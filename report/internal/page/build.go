package page

import (
	"slices"
	"strconv"
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
	"ipcbench/report/internal/words"
)

// Report is what all three forms show.
type Report struct {
	Title    string
	About    []string     // what the reader must know first; nil: how to read results
	Sections []Section    // one a machine
	Taxonomy *table.Table // nil when no file declares a mechanism
	Problems []string     // what to know about the inputs: faults, several machines
	Facts    *facts.Facts // what the page's script works with; nil for a page without one

	// Lang is the language in which the page begins; "" for that of the reader's browser.
	Lang string

	set   *results.Set   // of which all is told; nil for a report of something else
	parts []part         // the last sections
	order []string       // mechanisms, as [results.Set.Order] has them
	words *words.Printer // of the language; nil for English
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
	words   *words.Printer   // of the language; nil for English
}

// Build makes the report, in the language of a printer. Charts are laid out here and drawn when they are encoded.
func Build(set *results.Set, p *words.Printer) Report {
	r := build(set, p)
	order, families := set.Order(), set.Families()
	first := len(r.Sections) - len(r.parts)
	for i, part := range r.parts {
		s := &r.Sections[first+i]
		s.Charts, s.Undrawn = chart.All(part.machine, order, families, part.suffix())
	}
	return r
}

// build makes the report without the charts of its parts.
func build(set *results.Set, p *words.Printer) Report {
	r := Report{Title: p.Sprintf("ipcbench report"), set: set, words: p}
	r.order = set.Order()
	parts := partsOf(set)
	if s, ok := sideBySide(p, set); ok {
		r.Sections = append(r.Sections, s)
		if many(set) {
			parts = nil
		}
	}
	r.parts = parts
	for _, part := range parts {
		m := part.machine
		s := Section{
			Heading: part.heading(p), Facts: part.facts(), Samples: samples(p, m), Lists: tables.Remarks(p, m),
			Machine: m, words: p,
		}
		if said := known.Sentences(p, m); len(said) > 0 {
			s.Lists = append(s.Lists, table.List{Title: p.Sprintf("How well the figures are known"), Items: said})
		}
		if l, ok := tables.Strangers(p, m); ok {
			s.Lists = append(s.Lists, l)
		}
		s.Claims = part.claims(p, set)
		s.Tables = part.tables(p, set)
		r.Sections = append(r.Sections, s)
	}
	if t, ok := tables.Taxonomy(p, set.Mechanisms); ok {
		r.Taxonomy = &t
	}
	for _, problem := range set.Problems {
		r.Problems = append(r.Problems, problem.String())
	}
	if n := len(set.Computers()); n > 1 {
		number, apart := strconv.Itoa(n), strings.Join(differing(set.Computers()), ", ")
		text := p.Sprintf("results of %[1]s machines, or of %[1]s settings of one: each has its own tables and "+
			"charts, nothing is pooled; they differ in %[2]s", number, apart)
		if len(parts) == 0 {
			text = p.Sprintf("results of %[1]s machines, or of %[1]s settings of one: nothing is pooled; they differ "+
				"in %[2]s", number, apart)
		}
		r.Problems = append(r.Problems, text)
	}
	return r
}

// printer says what all forms have in common.
func (r Report) printer() *words.Printer  { return orEnglish(r.words) }
func (s Section) printer() *words.Printer { return orEnglish(s.words) }

func orEnglish(p *words.Printer) *words.Printer {
	if p == nil {
		return words.English()
	}
	return p
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
func (one part) tables(p *words.Printer, set *results.Set) []table.Table {
	var list []table.Table
	m := one.machine
	add := func(t table.Table, ok bool) {
		if ok {
			list = append(list, t)
		}
	}
	if m.Between && one.computer.Within != nil {
		add(tables.Distance(p, one.computer.Within, m))
	}
	add(knees.Table(p, m, set.Families()))
	// What claims rest on stands with their verdicts: it is not one kind of thing, to be ranked.
	patterns := slices.DeleteFunc(m.Patterns(), func(pattern string) bool { return pattern == schema.Claim })
	for _, pattern := range patterns {
		add(tables.Pattern(p, m, pattern, set.Units))
		if pattern == schema.Paced {
			list = append(list, paced.Tables(p, m)...)
		}
		add(tables.Further(p, m, pattern, set.Units))
	}
	for _, pattern := range patterns {
		add(tables.CPU(p, m, pattern))
	}
	add(tables.Over(p, m, set.Mechanisms))
	add(tables.Explained(p, m, set.Mechanisms))
	add(tables.Floors(p, m))
	return list
}

// samples says how much was measured, when and in which files.
func samples(p *words.Printer, m *results.Machine) string {
	least, most := m.Samples()
	count := p.Sprintf("%s to %s samples", strconv.Itoa(least), strconv.Itoa(most))
	if least == most {
		count = p.Sprintf("%s samples", strconv.Itoa(least))
		if least == 1 {
			count = p.Sprintf("1 sample")
		}
	}
	cells := p.Sprintf("%s cells", strconv.Itoa(m.Cells()))
	if m.Cells() == 1 {
		cells = p.Sprintf("1 cell")
	}
	text := p.Sprintf("%s, %s each, from %s", cells, count, strings.Join(m.Files, ", "))
	if len(m.Files) > 1 {
		text = p.Sprintf("%s (%s files of one machine, their samples pooled)", text, strconv.Itoa(len(m.Files)))
	}
	if days := chart.Days(p, m); days != "" {
		text = p.Sprintf("%s, measured %s", text, days)
	}
	return strings.Join(append([]string{text + "."}, states(p, m)...), " ")
}
