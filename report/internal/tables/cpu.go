package tables

import (
	"cmp"
	"slices"
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// costOf says what the table of CPU cost calls an op of a pattern, and its first column; false for a pattern that has
// none. The tables of Setup and Paced have the CPU time themselves.
func costOf(p *words.Printer, m *results.Machine, pattern string) (op, means string, first column, ok bool) {
	switch pattern {
	case schema.Latency:
		return p.Sprintf("round trip"), p.Sprintf("mean: that of the round trip."),
			inUnit(p.Sprintf("mean"), schema.SecPerOp, quantity.Duration), true
	case schema.Throughput:
		return p.Sprintf("message"), "", inUnit(p.Sprintf("payload"), schema.BytesPerSec, quantity.Throughput), true
	case schema.Duplex, schema.Setup, schema.Paced:
		return "", "", column{}, false
	}
	main, _ := mainUnit(pattern, unitsOf(m.Of(pattern)))
	return p.Sprintf("op"), "", columnOf(p, cmp.Or(main, schema.SecPerOp)), true
}

// CPU is the table of what an op costs in CPU time, the waits of a mechanism beside each other; false when the machine
// has no such figures for the pattern.
func CPU(p *words.Printer, m *results.Machine, pattern string) (table.Table, bool) {
	sizes, lines := Layout(m, pattern)
	op, means, first, ok := costOf(p, m, pattern)
	if len(sizes) == 0 || !ok {
		return table.Table{}, false
	}
	size := RepresentativeSize(m, pattern, sizes, lines)
	t := table.Table{
		Title: strings.TrimSuffix(p.Sprintf("CPU cost of %s, "+
			"%s", words.Term(p, "pattern", pattern), sizeTitle(size)), ", "),
		Keys: []string{p.Sprintf("Mechanism")},
	}
	legend := []string{p.Sprintf("CPU/op: CPU time of both sides per %s; cores: that time ÷ wall time (2.0 is two "+
		"CPUs fully used); csw/op: context switches of both sides per %s.", op, op)}
	if means != "" {
		legend = append(legend, means)
	}
	k := keysOf(m)
	if made[pattern] == nil {
		k = keysFor(m, pattern)
	}
	if k.places {
		t.Keys = append(t.Keys, p.Sprintf("Place"))
	}
	columns := []string{first.title, p.Sprintf("CPU/op"), p.Sprintf("cores"), p.Sprintf("csw/op")}
	counted := slices.ContainsFunc(lines, func(l Line) bool {
		at, _ := l.At(size, size)
		_, ok := m.Cell(pattern, l.Series, at).Estimate(schema.SyscallsPerOp)
		return ok
	})
	if counted {
		columns = append(columns, p.Sprintf("calls/op"))
		legend = append(legend, p.Sprintf("Calls/op: system calls of both sides per %s, as the kernel counted "+
			"them.", op))
	}
	t.Legend = strings.Join(append(legend, p.Sprintf("Medians over samples.")), " ")
	waits := waitsOf(lines)
	for _, w := range waits {
		t.Groups = append(t.Groups, table.Group{Title: cmp.Or(w, "–"), Columns: columns})
	}
	var used []Line
	for _, l := range lines {
		at, ok := l.At(size, size)
		cell := m.Cell(pattern, l.Series, at)
		if _, measured := cell.Estimate(schema.CPUSecPerOp); !ok || !measured {
			continue
		}
		used = append(used, l)
		row := rowOf(&t, l, k, len(waits))
		cells := []string{
			first.print(&Figures{}, cell),
			Printed(cell, schema.CPUSecPerOp, quantity.Duration),
			Printed(cell, schema.Cores, quantity.Count),
			Printed(cell, schema.SwitchesPerOp, quantity.Count),
		}
		if counted {
			cells = append(cells, Printed(cell, schema.SyscallsPerOp, quantity.Count))
		}
		row.Cells[slices.Index(waits, l.Series.Wait)] = cells
	}
	if note := standInNote(p, used, size); note != "" {
		t.Notes = append(t.Notes, note)
	}
	return t, len(t.Rows) > 0
}

// rowOf finds the row that a line shares with the other waits of its mechanism, or makes it.
func rowOf(t *table.Table, l Line, k keys, groups int) *table.Row {
	want := []string{l.Label()}
	if k.places {
		want = append(want, l.Series.Place)
	}
	for i := range t.Rows {
		if slices.Equal(t.Rows[i].Keys, want) {
			return &t.Rows[i]
		}
	}
	t.Rows = append(t.Rows, table.Row{Keys: want, Cells: make([][]string, groups)})
	return &t.Rows[len(t.Rows)-1]
}

// waitsOf lists the waits that occur, block and spin first.
func waitsOf(lines []Line) []string {
	var waits []string
	for _, l := range lines {
		if !slices.Contains(waits, l.Series.Wait) {
			waits = append(waits, l.Series.Wait)
		}
	}
	slices.SortStableFunc(waits, func(a, b string) int { return cmp.Compare(schema.WaitRank(a), schema.WaitRank(b)) })
	return waits
}

// RepresentativeSize is the size at which most mechanisms have several waits to compare, the smallest of them if
// several are equal.
func RepresentativeSize(m *results.Machine, pattern string, sizes []int64, lines []Line) int64 {
	best, most := firstOf(sizes), 0
	for _, size := range sizes {
		waits := map[string]int{}
		several := 0
		for _, l := range lines {
			if l.StandIn != 0 || m.Cell(pattern, l.Series, size) == nil {
				continue
			}
			if waits[l.Label()]++; waits[l.Label()] == 2 {
				several++
			}
		}
		if several > most {
			best, most = size, several
		}
	}
	return best
}
