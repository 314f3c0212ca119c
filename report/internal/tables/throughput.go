package tables

import (
	"fmt"
	"math"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
)

// lead says what × is where more is better.
const lead = "×: the highest of the column, whose × is 1, is so many times as high."

// Throughput is the table of bytes and messages a second; false when the machine has none.
func Throughput(m *results.Machine) (table.Table, bool) {
	return rates(m, schema.Throughput,
		"One way, from the first send to the last receive: payload and messages per second, medians over samples "+
			"(1 MB = 10⁶ bytes). "+lead+" Highest first.")
}

// Duplex is the same of both directions at once.
func Duplex(m *results.Machine) (table.Table, bool) {
	return rates(m, schema.Duplex,
		"Both ways at once, each side sending and receiving: payload and messages per second of both together, "+
			"medians over samples. "+lead+" Highest first.")
}

func rates(m *results.Machine, pattern, legend string) (table.Table, bool) {
	sizes, lines := Layout(m, pattern)
	k := keysOf(m)
	t := table.Table{Title: pattern, Legend: legend, Keys: k.titles()}
	columns := []string{"payload", "±", "×", "msg/s"}
	depth, each := knowsDepth(m, pattern), uneven(m, pattern)
	if depth {
		columns = append(columns, "in flight")
	}
	if each {
		columns = append(columns, "n")
	}
	for _, size := range sizes {
		t.Groups = append(t.Groups, table.Group{Title: quantity.Size(size), Columns: columns})
	}
	ranked := rankings(m, pattern, schema.BytesPerSec, -1, sizes, lines)
	var f figures
	for _, l := range lines {
		row := table.Row{Keys: k.cells(l)}
		for _, column := range sizes {
			size, ok := l.At(column, sizes[0])
			cell := m.Cell(pattern, l.Series, size)
			if !ok || cell == nil {
				row.Cells, row.Sort = append(row.Cells, nil), append(row.Sort, math.NaN())
				continue
			}
			payload, plus := f.cell(cell, schema.BytesPerSec, quantity.Throughput)
			behind, place := ranked[column].rankedCell(l, cell)
			texts := []string{payload, plus, behind, printed(cell, schema.MsgPerSec, quantity.Frequency)}
			if depth {
				texts = append(texts, messagesInFlight(cell))
			}
			if each {
				texts = append(texts, samplesOf(cell))
			}
			row.Cells, row.Sort = append(row.Cells, texts), append(row.Sort, place)
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = append(f.notes(each), rankNotes(sizes, ranked)...)
	if depth {
		t.Notes = append(t.Notes, "in flight: the most messages seen handed over and not yet received, in a pass of up to 10,000 without a clock.")
	}
	if note := standInNote(lines, firstOf(sizes)); note != "" {
		t.Notes = append(t.Notes, note)
	}
	return t, len(t.Rows) > 0
}

// knowsDepth tells whether any cell of a pattern says how many messages were on the way.
func knowsDepth(m *results.Machine, pattern string) bool {
	for _, s := range m.Series(pattern) {
		for _, size := range m.Sizes(pattern, s) {
			if m.Cell(pattern, s, size).Worst(schema.InFlight) > 0 {
				return true
			}
		}
	}
	return false
}

// messagesInFlight is the most that any sample saw.
func messagesInFlight(c *results.Cell) string {
	if most := c.Worst(schema.InFlight); most > 0 {
		return fmt.Sprintf("%.0f", most)
	}
	return table.Missing
}
