package tables

import (
	"cmp"
	"slices"
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// Floors is the table of the steps that mechanisms are made of; false when none was measured.
func Floors(p *words.Printer, m *results.Machine) (table.Table, bool) {
	t := table.Table{
		Title: p.Sprintf("Floors"),
		Legend: p.Sprintf("The steps that every exchange is made of, each measured by itself. mean: the mean of a " +
			"sample, median over samples."),
		Keys:   []string{p.Sprintf("Step"), p.Sprintf("Place"), p.Sprintf("Size")},
		Groups: []table.Group{{Columns: []string{p.Sprintf("mean"), "±", "n"}}},
	}
	floors := slices.SortedStableFunc(slices.Values(m.Floors()), func(a, b benchname.Floor) int {
		return cmp.Or(
			cmp.Compare(schema.FloorStepRank(a.What), schema.FloorStepRank(b.What)),
			cmp.Compare(a.Size, b.Size), -cmp.Compare(a.Place, b.Place), // one CPU before two
		)
	})
	shown := NewFigures(p)
	for _, f := range floors {
		cell := m.Floor(f)
		if f.What == schema.FloorPath || cell == nil {
			continue
		}
		mean, plus := shown.cell(cell, schema.SecPerOp, quantity.Duration)
		size := "–"
		if f.Size > 0 {
			size = quantity.Size(f.Size)
		}
		t.Rows = append(t.Rows, table.Row{
			Keys:  []string{stepName(p, f), cmp.Or(f.Place, "–"), size},
			Cells: [][]string{{mean, plus, SamplesOf(cell)}},
		})
	}
	t.Notes = shown.Notes(true)
	return t, len(t.Rows) > 0
}

// stepName is a step in words, with what else its name says.
func stepName(p *words.Printer, f benchname.Floor) string {
	step, _ := schema.FloorStepNamed(f.What)
	return strings.TrimSpace(words.Term(p, "step", cmp.Or(step.Brief, f.What)) + " " + f.Extra)
}
