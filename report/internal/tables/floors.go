package tables

import (
	"cmp"
	"slices"

	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
)

// steps says in words what each floor is; an op of those named "there and back" is two of them. stepOrder is their reading
// order.
var steps = map[string]string{
	"syscall":   "null system call",
	"clock":     "clock reading",
	"engine":    "the engine's own loop, a round trip",
	"copy":      "copy, in cache",
	"copy-cold": "copy, out of cache",
	"line":      "cache line to another CPU, there and back",
	"switch":    "context switch by sched_yield, there and back",
	"wake":      "sleep and wake-up by futex, there and back",
}

var stepOrder = []string{"syscall", "clock", "engine", "copy", "copy-cold", "line", "switch", "wake"}

// Floors is the table of the steps that mechanisms are made of; false when none was measured.
func Floors(m *results.Machine) (table.Table, bool) {
	t := table.Table{
		Title: "Floors",
		Legend: "The steps that every exchange is made of, each measured by itself. mean: the mean of a sample, " +
			"median over samples.",
		Keys:   []string{"Step", "Place", "Size"},
		Groups: []table.Group{{Columns: []string{"mean", "±", "n"}}},
	}
	floors := slices.SortedStableFunc(slices.Values(m.Floors()), func(a, b results.Floor) int {
		return cmp.Or(
			cmp.Compare(slices.Index(stepOrder, a.What), slices.Index(stepOrder, b.What)),
			cmp.Compare(a.Size, b.Size), -cmp.Compare(a.Place, b.Place), // one CPU before two
		)
	})
	var shown figures
	for _, f := range floors {
		cell := m.Floor(f)
		if f.What == results.Path || cell == nil {
			continue
		}
		mean, plus := shown.cell(cell, results.TimePerOp, quantity.Duration)
		size := "–"
		if f.Size > 0 {
			size = quantity.Size(f.Size)
		}
		t.Rows = append(t.Rows, table.Row{
			Keys:  []string{cmp.Or(steps[f.What], f.What), cmp.Or(f.Place, "–"), size},
			Cells: [][]string{{mean, plus, samplesOf(cell)}},
		})
	}
	t.Notes = shown.notes(true)
	return t, len(t.Rows) > 0
}
