package tables

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// A pair is a cell within one computer and its like between two hosts; nil where either was not measured.
type pair struct{ near, far *results.Cell }

// pairOf makes a pair of cells that both have a figure in a unit.
func pairOf(near, far *results.Cell, unit string) *pair {
	if measured(near, unit) && measured(far, unit) {
		return &pair{near, far}
	}
	return nil
}

func measured(c *results.Cell, unit string) bool {
	e, ok := c.Estimate(unit)
	return ok && e.Center > 0
}

// A span is a row of the table: what a mechanism does over both distances, at a wait, place and size.
type span struct {
	near   benchname.Series
	size   int64
	trip   *pair // of Latency
	stream *pair // of Throughput
}

// Distance is the table of what the same exchange costs within one computer and between two hosts; false when there is
// nothing to set side by side. near is what was measured within the computer of end A, far what was measured between it
// and another.
func Distance(p *words.Printer, near, far *results.Machine) (table.Table, bool) {
	spans := spansOf(near, far)
	t := table.Table{
		Title: p.Sprintf("What distance costs"),
		Legend: p.Sprintf("The same mechanism, wait, place and size within one computer (one host) and between two "+
			"hosts. The other host: %s. Round trip: its mean; more: how much longer it is between "+
			"hosts; ×: how many times as long. Throughput: payload one way; ×: how many times as much within one "+
			"computer. CPU: CPU time of both sides per round trip or message. Medians over samples. By size; the "+
			"shortest round trip between hosts first.", OtherHost(p, far)),
	}
	k := keys{places: slices.ContainsFunc(spans, func(s span) bool { return s.near.Place != spans[0].near.Place })}
	t.Keys = append(k.titles(p), p.Sprintf("Size"))
	d := distances{Figures: Figures{words: p}, each: uneven(spans)}
	groups := []struct {
		pair  func(span) *pair
		texts func(*pair) []string
		group table.Group
	}{
		{func(s span) *pair { return s.trip }, d.trip, d.group(p.Sprintf("round trip"), p.Sprintf("more"), "×")},
		{func(s span) *pair { return s.stream }, d.stream, d.group(p.Sprintf("throughput"), "×")},
	}
	for _, s := range spans {
		t.Rows = append(t.Rows, table.Row{Keys: append(k.cells(Line{Series: s.near}), sizeTitle(s.size))})
	}
	for _, g := range groups {
		if !slices.ContainsFunc(spans, func(s span) bool { return g.pair(s) != nil }) {
			continue
		}
		t.Groups = append(t.Groups, g.group)
		for i, s := range spans {
			var texts []string
			if p := g.pair(s); p != nil {
				texts = g.texts(p)
			}
			t.Rows[i].Cells = append(t.Rows[i].Cells, texts)
		}
	}
	t.Notes = d.notes(far)
	return t, len(t.Rows) > 0
}

// spansOf are the rows, in their order.
func spansOf(near, far *results.Machine) (spans []span) {
	type key struct {
		series benchname.Series
		size   int64
	}
	seen := map[key]bool{}
	for _, c := range far.All() {
		nearby := c.Series
		nearby.Scope = ""
		if pattern := c.Pattern(); pattern != schema.Latency && pattern != schema.Throughput || seen[key{nearby,
			c.Size}] {
			continue
		}
		seen[key{nearby, c.Size}] = true
		of := func(pattern, unit string) *pair {
			return pairOf(near.Cell(pattern, nearby, c.Size), far.Cell(pattern, c.Series, c.Size), unit)
		}
		s := span{near: nearby, size: c.Size}
		s.trip, s.stream = of(schema.Latency, schema.SecPerOp), of(schema.Throughput, schema.BytesPerSec)
		if s.trip != nil || s.stream != nil {
			spans = append(spans, s)
		}
	}
	slices.SortStableFunc(spans, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.size, b.size), cmp.Compare(a.seconds(), b.seconds()))
	})
	return spans
}

// seconds is the round trip between hosts, +Inf where it was not measured.
func (s span) seconds() float64 {
	if s.trip == nil {
		return math.Inf(1)
	}
	return s.trip.far.Value(schema.SecPerOp)
}

// uneven tells whether the cells of the rows differ in how many samples make their figures.
func uneven(spans []span) bool {
	counts := map[int]bool{}
	for _, s := range spans {
		for _, p := range []*pair{s.trip, s.stream} {
			if p != nil {
				for _, c := range []*results.Cell{p.near, p.far} {
					counts[c.N()], counts[c.Used()] = true, true
				}
			}
		}
	}
	return len(counts) > 1
}

// distances prints pairs and remembers what is to be explained.
type distances struct {
	Figures
	each  bool // figures are of different numbers of samples
	alike bool // some pair is not told apart
}

func (d *distances) group(title string, ratios ...string) table.Group {
	p := d.words
	columns := slices.Concat([]string{p.Sprintf("one host"), "±", p.Sprintf("two hosts"), "±"}, ratios,
		[]string{p.Sprintf("CPU one"), p.Sprintf("CPU two")})
	if d.each {
		columns = append(columns, p.Sprintf("n one"), p.Sprintf("n two"))
	}
	return table.Group{Title: title, Columns: columns}
}

func (d *distances) trip(p *pair) []string {
	near, _ := p.near.Estimate(schema.SecPerOp)
	far, _ := p.far.Estimate(schema.SecPerOp)
	return d.texts(p, schema.SecPerOp, quantity.Duration,
		difference(near, far), d.times(near, far, far.Center/near.Center))
}

func (d *distances) stream(p *pair) []string {
	near, _ := p.near.Estimate(schema.BytesPerSec)
	far, _ := p.far.Estimate(schema.BytesPerSec)
	return d.texts(p, schema.BytesPerSec, quantity.Throughput, d.times(near, far, near.Center/far.Center))
}

func (d *distances) texts(p *pair, unit string, form form, ratios ...string) []string {
	near, plus := d.cell(p.near, unit, form)
	far, more := d.cell(p.far, unit, form)
	texts := slices.Concat([]string{near, plus, far, more}, ratios, []string{
		Printed(p.near, schema.CPUSecPerOp, quantity.Duration), Printed(p.far, schema.CPUSecPerOp, quantity.Duration),
	})
	if d.each {
		texts = append(texts, SamplesOf(p.near), SamplesOf(p.far))
	}
	return texts
}

// times prints a ratio, with ~ before it where the samples do not tell the two apart.
func (d *distances) times(near, far results.Estimate, ratio float64) string {
	if near.Lo <= far.Hi && far.Lo <= near.Hi {
		d.alike = true
		return "~" + quantity.Times(ratio)
	}
	return quantity.Times(ratio)
}

// difference prints by how much the second of two times is longer.
func difference(from, to results.Estimate) string {
	sign, more := "+", to.Center-from.Center
	if more < 0 {
		sign, more = "−", -more
	}
	return sign + quantity.Duration(more, from.Half()+to.Half())
}

func (d *distances) notes(far *results.Machine) []string {
	p, notes := d.words, d.Notes(d.each)
	if d.alike {
		notes = append(notes,
			p.Sprintf("~: the intervals of the two, or the ranges of their samples, overlap: they are not told apart."))
	}
	notes = append(notes, p.Sprintf("A mechanism that goes over a Unix socket within one computer (the taxonomy says "+
		"which do) goes over TCP between hosts: of it, the difference is that of the two sockets too."))
	if far.Apart() {
		notes = append(notes,
			p.Sprintf("Two machines have two clocks, and CPUs of their own: round trips are by the clock of side A, "+
				"throughput between hosts is by that of side B, and side B's CPU time is that of its own machine."))
	}
	return notes
}

// OtherHost says in words what the other host of what was measured between two hosts is, and what joined them.
func OtherHost(p *words.Printer, far *results.Machine) string {
	name := far.Get(results.OtherHost)
	if name == "" {
		name = p.Sprintf("the files do not say which")
	}
	var about []string
	for _, part := range []struct {
		key string
		say func(value string) string
	}{
		{"cpu", func(v string) string { return v }},
		{"cpus", func(v string) string { return p.Sprintf("%s CPUs", v) }},
		{"kernel", func(v string) string { return p.Sprintf("kernel %s", v) }},
		{"virt", func(v string) string { return p.Sprintf("virt: %s", v) }},
	} {
		if v := far.Get(results.OtherHost + "-" + part.key); v != "" {
			about = append(about, part.say(v))
		}
	}
	if len(about) > 0 {
		name += fmt.Sprintf(" (%s)", strings.Join(about, ", "))
	}
	if link := far.Get(results.LinkKey); link != "" {
		name = p.Sprintf("%s, joined by %s", name, link)
	}
	return name
}
