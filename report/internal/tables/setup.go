package tables

import (
	"fmt"
	"strings"

	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
)

// Setup is the table of what making a channel costs; false when the machine has none.
func Setup(m *results.Machine) (table.Table, bool) {
	t := table.Table{
		Title: "Set-up",
		Legend: "A channel made, its first byte delivered, and torn down, by two threads of one process on one CPU: median; p99 within a sample; " +
			"CPU time. Fastest first.",
		Keys:   []string{"Mechanism"},
		Groups: []table.Group{{Columns: []string{"median", "±", "p99", "CPU/op"}}},
	}
	for _, s := range m.Series(results.Setup) {
		cell := m.Cell(results.Setup, s, m.Sizes(results.Setup, s)[0])
		e, ok := cell.Estimate(results.TimePerOp)
		if !ok {
			continue
		}
		t.Rows = append(t.Rows, table.Row{
			Keys: []string{s.Name()},
			Cells: [][]string{{
				quantity.Duration(e.Center, e.Half()), plusMinus(e),
				printed(cell, results.P99, quantity.Duration), printed(cell, results.CPUTime, quantity.Duration),
			}},
			Sort: []float64{e.Center},
		})
	}
	t.Notes = append(append(t.Notes, intervalNote(m)), stepNotes(m)...)
	return t, len(t.Rows) > 0
}

// stepNotes say of each mechanism that tells what its steps take.
func stepNotes(m *results.Machine) (notes []string) {
	for _, s := range m.Series(results.Setup) {
		cell := m.Cell(results.Setup, s, m.Sizes(results.Setup, s)[0])
		var steps []string
		names, units := cell.Steps()
		for i, name := range names {
			steps = append(steps, name+" "+printed(cell, units[i], quantity.Duration))
		}
		if len(steps) > 0 {
			notes = append(notes, fmt.Sprintf("%s, of its smallest message, step by step: %s.", s.Name(), strings.Join(steps, ", ")))
		}
	}
	return notes
}
