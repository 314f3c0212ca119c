package table

// HTMLRow is a laid-out row for a template: words and numbers told apart.
type HTMLRow struct {
	Keys  []string
	Cells []HTMLCell
}

// HTMLCell is one cell beyond the keys.
type HTMLCell struct {
	Text   string
	Column string // the title of its column
	Words  bool   // left-aligned
	First  bool   // first of its group
}

// HTML is a table as a template draws it, with one heading line for groups and one for columns.
type HTML struct {
	Table
	Titled bool // at least one group has a title
	Body   []HTMLRow
}

// HTML lays the table out for a template; escaping is the template's.
func (t Table) HTML() HTML {
	a := t.all()
	h := HTML{Table: a}
	for _, g := range a.Groups {
		h.Titled = h.Titled || g.Title != ""
	}
	for _, r := range a.Rows {
		line := a.line(r)
		row := HTMLRow{Keys: line[:len(a.Keys)]}
		at := len(a.Keys)
		for _, g := range a.Groups {
			for i, c := range g.Columns {
				row.Cells = append(row.Cells, HTMLCell{Text: line[at], Column: c, Words: g.Text, First: i == 0})
				at++
			}
		}
		h.Body = append(h.Body, row)
	}
	return h
}
