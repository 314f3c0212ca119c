package results

import (
	"sort"

	"ipcbench/internal/schema"
)

// A sample is one benchmark line: what one fresh pair of processes gave.
type sample struct {
	values    map[string]float64 // by tidied unit
	round     Round
	disturbed bool // beyond any of Limits
}

// A Round is one of the rounds of a run, in which every cell was measured once; the zero Round is none.
type Round struct {
	File   string
	Number int // counted from 1 in its file
}

// roundAt is the round of a line of the file.
func (r *fileReader) roundAt(line int) Round {
	rounds := r.Side().Rounds // in ascending order; the reader may have read on
	n := sort.Search(len(rounds), func(i int) bool { return rounds[i].Line > line })
	if n == 0 {
		return Round{}
	}
	return Round{r.Name(), n}
}

// put adds one sample.
func (c *Cell) put(values map[string]float64, round Round) {
	c.every = append(c.every, sample{values, round, len(disturbances(values)) > 0})
}

// count counts the samples that are beyond a limit.
func (c *Cell) count() {
	c.Disturbed, c.Over, c.Apart = 0, map[string]int{}, 0
	for _, s := range c.samples {
		for _, l := range disturbances(s.values) {
			c.Over[l.Tidy()]++
		}
		if s.disturbed {
			c.Disturbed++
		}
		if s.values[schema.PassesPercent] > PassesLimit {
			c.Apart++
		}
	}
}

// Doubtful tells whether the cell's figures are not of the machine as it is shown: because others disturbed most of the
// samples, or because none is of the state that is shown. Such a cell leads no other.
func (c *Cell) Doubtful() bool { return c.MostlyDisturbed() || c.Elsewhere }

// N is how many samples the cell has, of the state that is shown.
func (c *Cell) N() int { return len(c.samples) }

// Every is how many samples the cell has, of every state.
func (c *Cell) Every() int { return len(c.every) }

// MostlyDisturbed tells whether more than half of the samples were disturbed, so that all make the figures.
func (c *Cell) MostlyDisturbed() bool { return 2*c.Disturbed > len(c.samples) }

// Used is how many samples make the figures: those that were not disturbed if they are at least half of all, otherwise
// all.
func (c *Cell) Used() int {
	if c.MostlyDisturbed() {
		return len(c.samples)
	}
	return len(c.samples) - c.Disturbed
}

// values are the values in a unit of the samples that take accepts, in the order of the files.
func (c *Cell) values(unit string, take func(sample) bool) (list []float64) {
	for _, s := range c.samples {
		if v, ok := s.values[unit]; ok && take(s) {
			list = append(list, v)
		}
	}
	return list
}

// used tells whether a sample counts for the figures.
func (c *Cell) used(s sample) bool { return !s.disturbed || c.MostlyDisturbed() }

// ByRound is every sample's value in a unit, the disturbed ones included, with its round.
func (c *Cell) ByRound(unit string) (values []float64, rounds []Round) {
	for _, s := range c.samples {
		if v, ok := s.values[unit]; ok {
			values, rounds = append(values, v), append(rounds, s.round)
		}
	}
	return values, rounds
}
