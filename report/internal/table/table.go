// Package table holds a table as data and lays it out: as text that fits a terminal, as Markdown and as HTML.
//
// A [Table] has key columns and groups of columns. Where a line has no room for all groups (the message sizes, or the
// waits), a group may become a table of its own; no line is ever wrapped.
package table

import (
	"cmp"
	"math"
	"slices"

	"ipcbench/report/internal/words"
)

// Missing stands for a cell that was not measured.
const Missing = "—"

// Table is a table before layout.
type Table struct {
	Title  string   // what it shows
	Legend string   // what a number in it means
	Keys   []string // titles of the key columns
	Groups []Group
	Rows   []Row
	Notes  []string // footnotes

	Words *words.Printer // says what had to be left out; nil for English
}

// Group is a run of columns that belong together.
type Group struct {
	Title   string // "" when the columns speak for themselves
	Columns []string
	Text    bool // the columns hold words, not numbers
}

// Row is one line: its key cells, and the cells of each group.
type Row struct {
	Keys  []string
	Cells [][]string // by group; nil where nothing was measured
	Sort  []float64  // by group, smallest first, NaN last; nil keeps the order of rows
}

// List is a titled list of lines, for what has no columns.
type List struct {
	Title string
	Items []string
}

// pick makes the table of some groups only. Rows that have nothing in these groups are left out, and the first group
// decides the order.
func (t Table) pick(groups []int) Table {
	p := t
	p.Groups, p.Rows = nil, nil
	for _, g := range groups {
		p.Groups = append(p.Groups, t.Groups[g])
	}
	for _, r := range t.Rows {
		row := Row{Keys: r.Keys}
		empty := true
		for _, g := range groups {
			row.Cells = append(row.Cells, r.Cells[g])
			empty = empty && r.Cells[g] == nil
			if r.Sort != nil {
				row.Sort = append(row.Sort, r.Sort[g])
			}
		}
		if !empty {
			p.Rows = append(p.Rows, row)
		}
	}
	slices.SortStableFunc(p.Rows, func(a, b Row) int { return slices.CompareFunc(a.Sort, b.Sort, nanLast) })
	return p
}

// all is pick with every group.
func (t Table) all() Table {
	groups := make([]int, len(t.Groups))
	for i := range groups {
		groups[i] = i
	}
	return t.pick(groups)
}

// nanLast orders numbers with NaN after all others.
func nanLast(a, b float64) int {
	switch an, bn := math.IsNaN(a), math.IsNaN(b); {
	case an && bn:
		return 0
	case an:
		return 1
	case bn:
		return -1
	}
	return cmp.Compare(a, b)
}

// line is a row's cells in one slice, gaps filled.
func (t Table) line(r Row) []string {
	line := slices.Clone(r.Keys)
	for g, cells := range r.Cells {
		for i := range t.Groups[g].Columns {
			if cells == nil {
				line = append(line, Missing)
			} else {
				line = append(line, cells[i])
			}
		}
	}
	return line
}
