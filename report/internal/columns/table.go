package columns

import (
	"iter"
	"math"
	"slices"
)

// A Figure is one value of a sample. No value is NaN.
type Figure struct {
	Unit  string // tidied
	Value float64
}

// blockRows is how many rows a block has.
const blockRows = 64

// A Table has a row for each sample and a column for each unit. It grows by blocks: rows are not moved when others are
// added, but for those of the last block when a unit is new.
type Table struct {
	units  []string // of the columns, in order of appearance
	blocks []block  // all but the last are full
	rows   int
}

// A block holds rows one after another.
type block struct {
	width int       // columns that there were when it was made
	data  []float64 // NaN where a sample has no value
}

// Len is how many rows there are.
func (t *Table) Len() int { return t.rows }

// Units are the units that any sample has, in order of appearance. The caller may not change them.
func (t *Table) Units() []string { return t.units }

// Add adds a row. Of two figures in one unit the second counts.
func (t *Table) Add(row []Figure) {
	if t.rows%blockRows == 0 {
		width, rows := len(t.units), blockRows
		if t.rows == 0 {
			width, rows = len(row), 4 // most tables have few rows
		}
		t.blocks = append(t.blocks, block{width, make([]float64, 0, rows*width)})
	}
	b := &t.blocks[len(t.blocks)-1]
	begin := len(b.data)
	b.data = slices.Grow(b.data, b.width)[:begin+b.width]
	values := b.data[begin:]
	for i := range values {
		values[i] = math.NaN()
	}
	next := 0
	for i := range row {
		at := t.columnOf(row[i].Unit, next)
		if at >= b.width {
			t.widen()
			values = b.data[len(b.data)-b.width:]
		}
		values[at], next = row[i].Value, at+1
	}
	t.rows++
}

// columnOf finds the column of a unit, or makes it. It looks from next on first: samples have their units in the same
// order.
func (t *Table) columnOf(unit string, next int) int {
	for i := next; i < len(t.units); i++ {
		if t.units[i] == unit {
			return i
		}
	}
	for i := range min(next, len(t.units)) {
		if t.units[i] == unit {
			return i
		}
	}
	t.units = append(t.units, unit)
	return len(t.units) - 1
}

// widen gives the last block all columns.
func (t *Table) widen() {
	last := &t.blocks[len(t.blocks)-1]
	wide := block{width: len(t.units)}
	for row := range slices.Chunk(last.data, last.width) {
		wide.data = append(wide.data, row...)
		for range wide.width - last.width {
			wide.data = append(wide.data, math.NaN())
		}
	}
	*last = wide
}

// A Column is what the samples have in one unit.
type Column struct {
	table *Table
	at    int // -1 if none has the unit
}

// Column is that of a unit.
func (t *Table) Column(unit string) Column { return Column{t, slices.Index(t.units, unit)} }

// At is the value of a row; 0 and false if it has none.
func (c Column) At(row int) (float64, bool) {
	b := &c.table.blocks[row/blockRows]
	if c.at < 0 || c.at >= b.width {
		return 0, false
	}
	if v := b.data[row%blockRows*b.width+c.at]; !math.IsNaN(v) {
		return v, true
	}
	return 0, false
}

// All are the rows that have a value, with it.
func (c Column) All() iter.Seq2[int, float64] {
	return func(yield func(int, float64) bool) {
		if c.at < 0 {
			return
		}
		for row := range c.table.rows {
			if v, ok := c.At(row); ok && !yield(row, v) {
				return
			}
		}
	}
}
