package tables

import (
	"math"
	"slices"

	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/rank"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// bySize is a table of one pattern: a group of columns for each size, a row for each series.
type bySize struct {
	pattern       string
	title, legend string
	keys          keys
	words         *words.Printer

	main    string // tidied unit of the first column, which has ± beside it
	heading string // of that column
	form    form
	sign    float64 // × is told: 1 where less of the main unit is faster, -1 where more is; 0: × is not told
	columns []column
	most    int // columns of a group, 0 for any number: what is more goes into a further group of the same size
	notes   []string
}

// A form prints a figure; half is the half width of its interval, which bounds its digits.
type form func(v, half float64) string

// A column is one that a table has beside its main one.
type column struct {
	title string
	print func(f *Figures, c *results.Cell) string
}

// inUnit is the column of a unit's medians.
func inUnit(title, unit string, form form) column {
	return column{title, func(_ *Figures, c *results.Cell) string { return Printed(c, unit, form) }}
}

// table lays it out; false when the machine has nothing of the pattern.
func (b bySize) table(m *results.Machine) (table.Table, bool) {
	sizes, lines := Layout(m, b.pattern)
	each := Uneven(m, b.pattern)
	titles := b.titles(each)
	if b.most == 0 {
		b.most = len(titles)
	}
	t := table.Table{Title: b.title, Legend: b.legend, Keys: b.keys.titles(b.words)}
	for _, size := range sizes {
		for part := range slices.Chunk(titles, b.most) {
			t.Groups = append(t.Groups, table.Group{Title: sizeTitle(size), Columns: part})
		}
	}
	ranked := b.rankings(m, sizes, lines)
	f := Figures{words: b.words}
	for _, l := range lines {
		row := table.Row{Keys: b.keys.cells(l)}
		for _, column := range sizes {
			var cell *results.Cell
			if size, ok := l.At(column, sizes[0]); ok {
				cell = m.Cell(b.pattern, l.Series, size)
			}
			texts, place := b.texts(&f, l, cell, ranked[column])
			if each && texts != nil {
				texts = append(texts, SamplesOf(cell))
			}
			for i := 0; i < len(titles); i += b.most {
				var part []string
				if texts != nil {
					part = texts[i:min(i+b.most, len(texts))]
				}
				row.Cells, row.Sort = append(row.Cells, part), append(row.Sort, place)
			}
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = f.Notes(each)
	if b.sign != 0 {
		t.Notes = append(t.Notes, rankNotes(b.words, sizes, ranked)...)
	}
	t.Notes = append(t.Notes, b.notes...)
	if note := standInNote(b.words, lines, firstOf(sizes)); note != "" {
		t.Notes = append(t.Notes, note)
	}
	return t, len(t.Rows) > 0
}

// titles are those of the columns of a size; each says that every figure tells of how many samples it is.
func (b bySize) titles(each bool) []string {
	titles := []string{b.heading, "±"}
	if b.sign != 0 {
		titles = append(titles, "×")
	}
	for _, c := range b.columns {
		titles = append(titles, c.title)
	}
	if each {
		titles = append(titles, "n")
	}
	return titles
}

// texts are what a row shows of a size and what it is sorted by; nil and NaN where the cell has none of it.
func (b bySize) texts(f *Figures, l Line, c *results.Cell, r rank.Ranking) (texts []string, place float64) {
	if c == nil {
		return nil, math.NaN()
	}
	main, plus := f.cell(c, b.main, b.form)
	texts, place = []string{main, plus}, math.NaN()
	switch {
	case b.sign == 0:
	case main == table.Missing:
		texts = append(texts, table.Missing)
	default:
		var times string
		times, place = rankedCell(r, l, c)
		texts = append(texts, times)
	}
	for _, column := range b.columns {
		texts = append(texts, column.print(f, c))
	}
	if !slices.ContainsFunc(texts, func(text string) bool { return text != table.Missing }) {
		return nil, math.NaN()
	}
	return texts, place
}

// sizeTitle is a size for people; "" where the names say none.
func sizeTitle(size int64) string {
	if size == 0 {
		return ""
	}
	return quantity.Size(size)
}
