package tables

import (
	"math"
	"slices"

	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
)

// A ranking is the order of the cells of one column.
type ranking struct {
	fastest *results.Cell // nil where there is none
	contest *contest
	unit    string
	sign    float64 // 1 where less is faster, -1 where more is
}

// rank ranks the cells that are compared with each other, those without the unit and nil left out. A cell most of
// whose samples were disturbed is the fastest only where there is no other.
func rank(cells []*results.Cell, unit string, sign float64) ranking {
	r := ranking{unit: unit, sign: sign}
	cells = slices.DeleteFunc(slices.Clone(cells), func(c *results.Cell) bool {
		_, ok := c.Estimate(unit)
		return !ok
	})
	for _, c := range cells {
		switch {
		case r.fastest == nil,
			r.fastest.MostlyDisturbed() && !c.MostlyDisturbed(),
			r.fastest.MostlyDisturbed() == c.MostlyDisturbed() && sign*c.Value(unit) < sign*r.fastest.Value(unit):
			r.fastest = c
		}
	}
	r.contest = newContest(cells, unit, sign)
	return r
}

// times is how many times as slow as the fastest a cell is, with a sign where that is not certain; exactly 1 is the
// fastest itself.
func (r ranking) times(c *results.Cell) string {
	if c == r.fastest {
		return "1"
	}
	text := quantity.Times(math.Pow(c.Value(r.unit)/r.fastest.Value(r.unit), r.sign))
	if !r.contest.apart(r.fastest, c) {
		return Tied + text
	}
	return text
}

// place is what a cell is sorted by, the fastest first: one most of whose samples were disturbed stands behind it
// whatever its figure.
func (r ranking) place(c *results.Cell) float64 {
	at := r.sign * c.Value(r.unit)
	if c.MostlyDisturbed() && r.fastest != nil && c != r.fastest {
		return max(at, math.Nextafter(r.sign*r.fastest.Value(r.unit), math.Inf(1)))
	}
	return at
}

// Places are what cells are sorted by in a unit of which less is faster: one most of whose samples were disturbed
// does not lead.
func Places(cells []*results.Cell, unit string) (places []float64) {
	r := rank(cells, unit, 1)
	for _, c := range cells {
		places = append(places, r.place(c))
	}
	return places
}

// rankings are those of each size's column, rows that stand in for another size left out: they did other work.
func rankings(m *results.Machine, pattern, unit string, sign float64, sizes []int64, lines []Line) map[int64]ranking {
	all := map[int64]ranking{}
	for _, size := range sizes {
		var cells []*results.Cell
		for _, l := range lines {
			if c := m.Cell(pattern, l.Series, size); c != nil && l.StandIn == 0 {
				cells = append(cells, c)
			}
		}
		all[size] = rank(cells, unit, sign)
	}
	return all
}

// rankedCell is the times of a row and what it is sorted by in a column.
func (r ranking) rankedCell(l Line, c *results.Cell) (times string, place float64) {
	if l.StandIn != 0 || r.fastest == nil {
		return table.Missing, r.place(c)
	}
	return r.times(c), r.place(c)
}

// rankNotes explain × of all columns; a word that differs between columns says which it is of.
func rankNotes(sizes []int64, all map[int64]ranking) (notes []string) {
	var said []string // the first note of the contest, and the second of each column
	for _, size := range sizes {
		for _, n := range all[size].contest.notes() {
			if !slices.Contains(said, n) {
				said = append(said, n)
			}
		}
	}
	if len(said) <= 2 {
		return said
	}
	notes = said[:1:1]
	for _, size := range sizes {
		if own := all[size].contest.notes(); len(own) > 1 {
			notes = append(notes, quantity.Size(size)+": "+own[1])
		}
	}
	return notes
}
