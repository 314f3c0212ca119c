package tables

import (
	"math"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
)

// Latency is the table of round trips; false when the machine has none.
func Latency(m *results.Machine) (table.Table, bool) {
	sizes, lines := Layout(m, schema.Latency)
	k := keysOf(m)
	t := table.Table{
		Title: "Latency",
		Legend: "The whole round trip of one message, there and back. mean: the mean of a sample, median over " +
			"samples. ×: how many times the mean of the fastest of the column, whose × is 1. " +
			"p50, p99: what half, and 99 of 100, of a sample's round trips do not exceed, medians over samples. " +
			"Lowest mean first.",
		Keys: k.titles(),
	}
	units, quantiles := quantileColumns(m, schema.Latency)
	columns := append([]string{"mean", "±", "×"}, quantiles...)
	each := uneven(m, schema.Latency)
	if each {
		columns = append(columns, "n")
	}
	for _, size := range sizes {
		t.Groups = append(t.Groups, table.Group{Title: quantity.Size(size), Columns: columns})
	}
	ranked := rankings(m, schema.Latency, schema.SecPerOp, 1, sizes, lines)
	var f figures
	for _, l := range lines {
		row := table.Row{Keys: k.cells(l)}
		for _, column := range sizes {
			size, ok := l.At(column, sizes[0])
			cell := m.Cell(schema.Latency, l.Series, size)
			if !ok || cell == nil {
				row.Cells, row.Sort = append(row.Cells, nil), append(row.Sort, math.NaN())
				continue
			}
			mean, plus := f.cell(cell, schema.SecPerOp, quantity.Duration)
			times, place := ranked[column].rankedCell(l, cell)
			texts := []string{mean, plus, times}
			for _, unit := range units {
				texts = append(texts, f.quantile(cell, unit))
			}
			if each {
				texts = append(texts, samplesOf(cell))
			}
			row.Cells, row.Sort = append(row.Cells, texts), append(row.Sort, place)
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = append(f.notes(each), rankNotes(sizes, ranked)...)
	if note := standInNote(lines, firstOf(sizes)); note != "" {
		t.Notes = append(t.Notes, note)
	}
	return t, len(t.Rows) > 0
}

// firstOf is the smallest size, or 0 when there is none.
func firstOf(sizes []int64) int64 {
	if len(sizes) == 0 {
		return 0
	}
	return sizes[0]
}
