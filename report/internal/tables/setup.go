package tables

import (
	"slices"
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/jitter"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/rank"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// Setup is the table of what making a channel costs; false when the machine has none.
func Setup(p *words.Printer, m *results.Machine) (table.Table, bool) {
	t := table.Table{
		Title: p.Sprintf("Set-up"),
		Legend: p.Sprintf("A channel made, its first byte delivered, and torn down, by two threads of one process on " +
			"one CPU. mean: the mean of a sample, median over samples. " +
			"×: how many times that of the fastest, whose × is 1. p50, p99: what half, and 99 of 100, do not " +
			"exceed. CPU/op: CPU time. Lowest mean first."),
		Keys: []string{p.Sprintf("Mechanism")},
	}
	columns := append(quantileColumns(p, m, schema.Setup), inUnit(p.Sprintf("CPU/op"), schema.CPUSecPerOp, quantity.Duration))
	titles := []string{p.Sprintf("mean"), "±", "×"}
	for _, c := range columns {
		titles = append(titles, c.title)
	}
	each := Uneven(m, schema.Setup)
	if each {
		titles = append(titles, "n")
	}
	t.Groups = []table.Group{{Columns: titles}}
	var cells []*results.Cell
	for _, s := range m.Series(schema.Setup) {
		cells = append(cells, m.Cell(schema.Setup, s, m.Sizes(schema.Setup, s)[0]))
	}
	ranked := rank.Of(cells, schema.SecPerOp, 1)
	f := NewFigures(p)
	for _, cell := range cells {
		mean, plus := f.cell(cell, schema.SecPerOp, quantity.Duration)
		texts := []string{mean, plus, ranked.Times(cell)}
		for _, c := range columns {
			texts = append(texts, c.print(&f, cell))
		}
		if each {
			texts = append(texts, SamplesOf(cell))
		}
		t.Rows = append(t.Rows, table.Row{
			Keys: []string{cell.Series.Name()}, Cells: [][]string{texts}, Sort: []float64{ranked.Place(cell)},
		})
	}
	t.Notes = slices.Concat(f.Notes(each), ranked.Notes(p), stepNotes(p, m), jitter.Notes(p, m, cells))
	return t, len(t.Rows) > 0
}

// stepNotes list the times of the steps of each mechanism that names its steps.
func stepNotes(p *words.Printer, m *results.Machine) (notes []string) {
	for _, s := range m.Series(schema.Setup) {
		cell := m.Cell(schema.Setup, s, m.Sizes(schema.Setup, s)[0])
		var steps []string
		names, units := cell.Steps()
		for i, name := range names {
			steps = append(steps, name+" "+Printed(cell, units[i], quantity.Duration))
		}
		if len(steps) > 0 {
			notes = append(notes,
				p.Sprintf("%s, of its smallest message, step by step: %s.", s.Name(), strings.Join(steps, ", ")))
		}
	}
	return notes
}
