// Package rank says which of several cells is the fastest, and which differ from it for certain.
package rank

import (
	"math"
	"slices"

	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/words"
)

// A Ranking is the order of the cells of one column.
type Ranking struct {
	Fastest *results.Cell // nil where there is none

	contest *contest
	unit    string
	sign    float64 // 1 where less is faster, -1 where more is
}

// Of ranks the cells that are compared with each other by a tidied unit, those without it and nil left out; sign is 1
// where less is faster and -1 where more is. A doubtful cell (see [results.Cell.Doubtful]) is the fastest only where
// there is no other.
func Of(cells []*results.Cell, unit string, sign float64) Ranking {
	r := Ranking{unit: unit, sign: sign}
	cells = slices.DeleteFunc(slices.Clone(cells), func(c *results.Cell) bool {
		_, ok := c.Estimate(unit)
		return !ok
	})
	for _, c := range cells {
		switch {
		case r.Fastest == nil,
			r.Fastest.Doubtful() && !c.Doubtful(),
			r.Fastest.Doubtful() == c.Doubtful() && sign*c.Value(unit) < sign*r.Fastest.Value(unit):
			r.Fastest = c
		}
	}
	r.contest = newContest(cells, unit, sign)
	return r
}

// Times is how many times as slow as the fastest a cell is, with a sign where that is not certain; exactly 1 is the
// fastest itself.
func (r Ranking) Times(c *results.Cell) string {
	if c == r.Fastest {
		return "1"
	}
	text := quantity.Times(math.Pow(c.Value(r.unit)/r.Fastest.Value(r.unit), r.sign))
	if !r.contest.apart(r.Fastest, c) {
		return Tied + text
	}
	return text
}

// Apart tells whether a cell is slower than the fastest for certain.
func (r Ranking) Apart(c *results.Cell) bool {
	return r.Fastest != nil && c != r.Fastest && r.contest.apart(r.Fastest, c)
}

// Place is what a cell is sorted by, the fastest first: a doubtful one stands behind it whatever its
// figure.
func (r Ranking) Place(c *results.Cell) float64 {
	at := r.sign * c.Value(r.unit)
	if c.Doubtful() && r.Fastest != nil && c != r.Fastest {
		return max(at, math.Nextafter(r.sign*r.Fastest.Value(r.unit), math.Inf(1)))
	}
	return at
}

// Notes say what the sign means, by which test, and what so few samples can tell, of the cells whose Times were asked
// for; none where nothing is compared.
func (r Ranking) Notes(p *words.Printer) []string { return r.contest.notes(p) }

// Places are what cells are sorted by in a unit of which less is faster: a doubtful one does not lead.
func Places(cells []*results.Cell, unit string) (places []float64) {
	r := Of(cells, unit, 1)
	for _, c := range cells {
		places = append(places, r.Place(c))
	}
	return places
}
