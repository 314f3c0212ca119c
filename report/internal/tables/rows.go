package tables

import (
	"fmt"
	"maps"
	"slices"

	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/words"
)

// Line is one row to draw: a series and, if it has none of the sizes that the others share, the size it is shown with
// instead.
type Line struct {
	Series  benchname.Series
	StandIn int64 // 0 for an ordinary row
}

// Label is the mechanism's name with what sets the row apart; a size that differs from the column's is always in it.
func (l Line) Label() string {
	if l.StandIn == 0 {
		return l.Series.Name()
	}
	return fmt.Sprintf("%s (%s)", l.Series.Name(), quantity.Size(l.StandIn))
}

// At is the size to look up for a column. A row with a size of its own shows it in the first column and nothing in the
// others.
func (l Line) At(column, first int64) (size int64, ok bool) {
	if l.StandIn == 0 {
		return column, true
	}
	return l.StandIn, column == first
}

// Layout says which sizes get columns and which rows there are. A size gets a column when several mechanisms, and at
// least a quarter of all, have it (any size does if no two mechanisms share one); so does every other size of these
// mechanisms. A mechanism that has none of these sizes (eventfd carries 8 bytes) gets a row that is named by its size
// and stands in the first column: a column for one row would make every other row wider.
func Layout(m *results.Machine, pattern string) (sizes []int64, lines []Line) {
	have := map[string]map[int64]bool{} // by mechanism
	count := map[int64]int{}
	series := m.Series(pattern)
	for _, s := range series {
		if have[s.Mech] == nil {
			have[s.Mech] = map[int64]bool{}
		}
		for _, size := range m.Sizes(pattern, s) {
			if !have[s.Mech][size] {
				have[s.Mech][size] = true
				count[size]++
			}
		}
	}
	column := map[int64]bool{}
	shared := slices.Max(append(slices.Collect(maps.Values(count)), 0)) > 1
	for size, n := range count {
		if 4*n >= len(have) && (n > 1 || !shared) {
			column[size] = true
		}
	}
	// One pass over the sizes shared so far: a mechanism that has one of them is ordinary, and so are all its sizes.
	ordinary := map[string]bool{}
	for mech, own := range have {
		for size := range own {
			ordinary[mech] = ordinary[mech] || column[size]
		}
	}
	for mech, own := range have {
		for size := range own {
			if ordinary[mech] {
				column[size] = true
			}
		}
	}
	for size := range column {
		sizes = append(sizes, size)
	}
	slices.Sort(sizes)
	for _, s := range series {
		if ordinary[s.Mech] {
			lines = append(lines, Line{Series: s})
			continue
		}
		for _, size := range m.Sizes(pattern, s) {
			lines = append(lines, Line{s, size})
		}
	}
	return sizes, lines
}

// standInNote explains the rows named by a size of their own; "" when there are none.
func standInNote(p *words.Printer, lines []Line, first int64) string {
	var labels string
	for _, l := range lines {
		if l.StandIn != 0 && !slices.Contains([]string{labels}, l.Label()) {
			if labels != "" && labels != l.Label() {
				labels = p.Sprintf("A row named by a size")
				break
			}
			labels = l.Label()
		}
	}
	if labels == "" {
		return ""
	}
	return p.Sprintf("%s: measured at that size only; its figures stand in the column %s for want of their own, "+
		"and are not compared with it.",
		labels, quantity.Size(first))
}

// firstOf is the smallest size, or 0 when there is none.
func firstOf(sizes []int64) int64 {
	if len(sizes) == 0 {
		return 0
	}
	return sizes[0]
}
