package tables

import (
	"math"

	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
)

// Latency is the table of round trips; false when the machine has none.
func Latency(m *results.Machine) (table.Table, bool) {
	sizes, lines := Layout(m, results.Latency)
	k := keysOf(m)
	t := table.Table{
		Title:  "Latency",
		Legend: "The whole round trip of one message, there and back: median; p99 within a sample; × the fastest of the column. Fastest first.",
		Keys:   k.titles(),
	}
	for _, size := range sizes {
		t.Groups = append(t.Groups, table.Group{Title: quantity.Size(size), Columns: []string{"median", "±", "p99", "×"}})
	}
	best := fastest(m, sizes, lines)
	for _, l := range lines {
		row := table.Row{Keys: k.cells(l)}
		for _, size := range sizes {
			cells, value := latencyCells(m, l, size, sizes[0], best[size])
			row.Cells, row.Sort = append(row.Cells, cells), append(row.Sort, value)
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = append(t.Notes, intervalNote(m))
	if note := standInNote(lines, firstOf(sizes)); note != "" {
		t.Notes = append(t.Notes, note)
	}
	return t, len(t.Rows) > 0
}

func latencyCells(m *results.Machine, l Line, column, first int64, best float64) ([]string, float64) {
	size, ok := l.At(column, first)
	cell := m.Cell(results.Latency, l.Series, size)
	e, measured := cell.Estimate(results.TimePerOp)
	if !ok || !measured {
		return nil, math.NaN()
	}
	times := table.Missing
	if l.StandIn == 0 {
		times = quantity.Times(e.Center / best)
	}
	return []string{
		quantity.Duration(e.Center, e.Half()),
		plusMinus(e),
		printed(cell, results.P99, quantity.Duration),
		times,
	}, e.Center
}

// fastest is the lowest median of each size, stand-ins left out: they did other work.
func fastest(m *results.Machine, sizes []int64, lines []Line) map[int64]float64 {
	best := map[int64]float64{}
	for _, size := range sizes {
		best[size] = math.Inf(1)
		for _, l := range lines {
			if e, ok := m.Cell(results.Latency, l.Series, size).Estimate(results.TimePerOp); ok && l.StandIn == 0 {
				best[size] = min(best[size], e.Center)
			}
		}
	}
	return best
}

// firstOf is the smallest size, or 0 when there is none.
func firstOf(sizes []int64) int64 {
	if len(sizes) == 0 {
		return 0
	}
	return sizes[0]
}
