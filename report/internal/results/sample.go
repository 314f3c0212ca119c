package results

import (
	"iter"
	"sort"

	"ipcbench/internal/schema"
)

// A Round is one of the rounds of a run, in which every cell was measured once; the zero Round is none.
type Round struct {
	File   string
	Number int // counted from 1 in its file
}

// roundNow is the round of the line that is being read.
func (r *fileReader) roundNow() *Round {
	line, rounds := r.Line(), r.Side().Rounds // in ascending order; the reader may have read on
	n := sort.Search(len(rounds), func(i int) bool { return rounds[i].Line > line })
	if n != r.round.Number {
		r.round = &Round{r.Name(), n}
	}
	return r.round
}

// put adds one sample: a benchmark line, which is what one fresh pair of processes gave.
func (c *Cell) put(f *figures, round *Round) {
	c.table.Add(f.row)
	c.rounds = append(c.rounds, round)
	c.disturbed = append(c.disturbed, f.above)
}

// samples are the numbers of the samples of the state that is shown.
func (c *Cell) samples() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range c.table.Len() {
			if (c.shown == nil || c.shown[i]) && !yield(i) {
				return
			}
		}
	}
}

// count counts the samples that are shown, and those that are beyond a limit.
func (c *Cell) count() {
	c.n, c.Disturbed, c.Over, c.Apart = 0, 0, map[string]int{}, 0
	for i := range c.samples() {
		c.n++
		if c.disturbed[i] {
			c.Disturbed++
		}
	}
	for i := range Limits {
		unit := Limits[i].Tidy()
		if n := c.above(unit, Limits[i].Disturbed); n > 0 {
			c.Over[unit] = n
		}
	}
	c.Apart = c.above(schema.PassesPercent, PassesLimit)
	c.ClocksApart = c.above(schema.ClocksPercent, ClocksLimit)
}

// above counts the samples that are above a limit in a unit.
func (c *Cell) above(unit string, limit float64) (n int) {
	column := c.table.Column(unit)
	for i := range c.samples() {
		if v, ok := column.At(i); ok && v > limit {
			n++
		}
	}
	return n
}

// Doubtful tells whether the cell's figures are not of the machine as it is shown: because others disturbed most of the
// samples, or because none is of the state that is shown. Such a cell leads no other.
func (c *Cell) Doubtful() bool { return c.MostlyDisturbed() || c.Elsewhere }

// N is how many samples the cell has, of the state that is shown.
func (c *Cell) N() int { return c.n }

// Every is how many samples the cell has, of every state.
func (c *Cell) Every() int { return len(c.rounds) }

// MostlyDisturbed tells whether more than half of the samples were disturbed, so that all make the figures.
func (c *Cell) MostlyDisturbed() bool { return 2*c.Disturbed > c.n }

// Used is how many samples make the figures: those that were not disturbed if they are at least half of all, otherwise
// all.
func (c *Cell) Used() int {
	if c.MostlyDisturbed() {
		return c.n
	}
	return c.n - c.Disturbed
}

// values are the values in a unit of the samples that are shown, in the order of the files: of all, or of those that
// were not disturbed.
func (c *Cell) values(unit string, all bool) (list []float64) {
	column := c.table.Column(unit)
	for i := range c.samples() {
		if v, ok := column.At(i); ok && (all || !c.disturbed[i]) {
			list = append(list, v)
		}
	}
	return list
}

// OfEveryState is every sample's value in a unit, whatever the state of the machine that is shown.
func (c *Cell) OfEveryState(unit string) (values []float64) {
	column := c.table.Column(unit)
	for i := range c.rounds {
		if v, ok := column.At(i); ok {
			values = append(values, v)
		}
	}
	return values
}

// ByRound is every sample's value in a unit, the disturbed ones included, with its round.
func (c *Cell) ByRound(unit string) (values []float64, rounds []Round) {
	column := c.table.Column(unit)
	for i := range c.samples() {
		if v, ok := column.At(i); ok {
			values, rounds = append(values, v), append(rounds, *c.rounds[i])
		}
	}
	return values, rounds
}
