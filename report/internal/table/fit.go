package table

import (
	"slices"
	"strings"

	"github.com/olekukonko/tablewriter/pkg/twwidth"

	"ipcbench/report/internal/words"
)

const (
	gap      = 2 // blanks between columns
	leastKey = 9 // a column of words is not cut below this: the length of "Mechanism"
)

// fit splits t into tables that are at most width wide, with as many groups side by side as there is room for. Where
// not even one group fits, words are cut, then the last columns are left out, and a note says so.
func (t Table) fit(width int) []Table {
	var tables []Table
	for start := 0; start < len(t.Groups); {
		groups := []int{start}
		for next := start + 1; next < len(t.Groups); next++ {
			more := append(slices.Clone(groups), next)
			if t.pick(more).width() > width {
				break
			}
			groups = more
		}
		part := t.pick(groups)
		if part.width() > width {
			part = part.narrow(width)
		}
		start += len(groups)
		if len(part.Rows) > 0 {
			tables = append(tables, part)
		}
	}
	return tables
}

// width is the length of the table's lines.
func (t Table) width() int {
	total := -gap
	for _, w := range t.widths() {
		total += w + gap
	}
	return total
}

func (t Table) widths() []int {
	var widths []int
	for _, lines := range t.header() {
		widths = append(widths, max(twwidth.Width(lines[0]), twwidth.Width(lines[1])))
	}
	for _, r := range t.Rows {
		for i, cell := range t.line(r) {
			widths[i] = max(widths[i], twwidth.Width(cell))
		}
	}
	return widths
}

// header is each column's title in two lines: the group's title stands above its first column.
func (t Table) header() [][2]string {
	var header [][2]string
	for _, k := range t.Keys {
		header = append(header, [2]string{"", k})
	}
	for _, g := range t.Groups {
		for i, c := range g.Columns {
			above := ""
			if i == 0 {
				above = g.Title
			}
			header = append(header, [2]string{above, c})
		}
	}
	return header
}

// narrow makes a table of one group fit, by the means that hurts least.
func (t Table) narrow(width int) Table {
	if t.Groups[0].Text {
		t = t.cutGroup(width)
	}
	var dropped []string
	for t.width() > width && len(t.Groups[0].Columns) > 1 {
		var last string
		t, last = t.dropLast()
		dropped = append([]string{last}, dropped...)
	}
	if len(dropped) > 0 {
		p := t.Words
		if p == nil {
			p = words.English()
		}
		t.Notes = append(slices.Clone(t.Notes),
			p.Sprintf("Left out for want of width: %s.", strings.Join(dropped, ", ")))
	}
	return t.cutKeys(width)
}

// cutGroup shortens the words of a one-column group.
func (t Table) cutGroup(width int) Table {
	widths := t.widths()
	at := len(t.Keys)
	limit := max(leastKey, widths[at]-(t.width()-width))
	for i := range t.Rows {
		if cells := t.Rows[i].Cells[0]; cells != nil {
			t.Rows[i].Cells = [][]string{{cut(cells[0], limit)}}
		}
	}
	return t
}

func (t Table) dropLast() (Table, string) {
	g := t.Groups[0]
	last := len(g.Columns) - 1
	name := g.Columns[last]
	g.Columns = g.Columns[:last]
	t.Groups = []Group{g}
	rows := slices.Clone(t.Rows)
	for i := range rows {
		if cells := rows[i].Cells[0]; cells != nil {
			rows[i].Cells = [][]string{cells[:last]}
		}
	}
	t.Rows = rows
	return t, name
}

// cutKeys shortens the first key column, which holds the mechanism's name.
func (t Table) cutKeys(width int) Table {
	over := t.width() - width
	if over <= 0 {
		return t
	}
	limit := max(leastKey, t.widths()[0]-over)
	rows := slices.Clone(t.Rows)
	for i := range rows {
		rows[i].Keys = slices.Clone(rows[i].Keys)
		rows[i].Keys[0] = cut(rows[i].Keys[0], limit)
	}
	t.Rows = rows
	return t
}

// cut shortens text to a width and marks the cut; twwidth.Truncate marks even what it leaves whole.
func cut(s string, width int) string {
	if twwidth.Width(s) <= width {
		return s
	}
	return twwidth.Truncate(s, width-1) + "…"
}
