package tables

import (
	"math"

	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
)

// Throughput is the table of bytes and messages a second; false when the machine has none.
func Throughput(m *results.Machine) (table.Table, bool) {
	return rates(m, results.Throughput,
		"One way, from the first send to the last receive: payload and messages per second, medians (1 MB = 10⁶ bytes). Highest first.")
}

// Duplex is the same of both directions at once.
func Duplex(m *results.Machine) (table.Table, bool) {
	return rates(m, results.Duplex,
		"Both ways at once, each side sending and receiving: payload and messages per second of both together, medians. Highest first.")
}

func rates(m *results.Machine, pattern, legend string) (table.Table, bool) {
	sizes, lines := Layout(m, pattern)
	k := keysOf(m)
	t := table.Table{Title: pattern, Legend: legend, Keys: k.titles()}
	for _, size := range sizes {
		t.Groups = append(t.Groups, table.Group{Title: quantity.Size(size), Columns: []string{"payload", "±", "msg/s"}})
	}
	for _, l := range lines {
		row := table.Row{Keys: k.cells(l)}
		for _, column := range sizes {
			size, ok := l.At(column, sizes[0])
			cell := m.Cell(pattern, l.Series, size)
			e, measured := cell.Estimate(results.Bytes)
			if !ok || !measured {
				row.Cells, row.Sort = append(row.Cells, nil), append(row.Sort, math.NaN())
				continue
			}
			row.Cells = append(row.Cells, []string{
				quantity.Throughput(e.Center, e.Half()),
				plusMinus(e),
				printed(cell, results.Messages, quantity.Frequency),
			})
			row.Sort = append(row.Sort, -e.Center)
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = append(t.Notes, intervalNote(m))
	if note := standInNote(lines, firstOf(sizes)); note != "" {
		t.Notes = append(t.Notes, note)
	}
	return t, len(t.Rows) > 0
}
