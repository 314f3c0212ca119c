package paced

import (
	"math"
	"slices"

	"ipcbench/report/internal/rank"
	"ipcbench/report/internal/results"
)

// A Difference is what a figure of one way is beside that of another at one rate.
type Difference struct {
	Rate  float64 // messages a second
	Ratio float64 // this one ÷ the other, medians over samples
	Sign  int     // -1 where this one is lower for certain, 1 where it is higher, 0 where they are not told apart

	Doubtful bool // one of the two is; see [results.Cell.Doubtful]
}

// Differences compare a figure of two curves at each rate that both held, in ascending order. A share is no rate that
// two have in common, since each has another throughput.
func Differences(this, other Curve, unit string) (list []Difference) {
	for _, p := range this.Points {
		if p.PerSecond == 0 {
			continue
		}
		for _, q := range other.Points {
			if q.Rate != p.Rate {
				continue
			}
			a, ok := p.Figure(unit)
			b, known := q.Figure(unit)
			if ok && known && a.Center > 0 && b.Center > 0 {
				list = append(list, Difference{
					Rate: p.PerSecond, Ratio: a.Center / b.Center, Sign: sign(p.Cell, q.Cell, unit),
					Doubtful: p.Cell.Doubtful() || q.Cell.Doubtful(),
				})
			}
		}
	}
	return list
}

// leastSamples is how many samples of each of two cells tell them apart if all of one lie below all of the other: of
// three each, that comes about by chance in 1 of 20 cases.
const leastSamples = 3

// sign tells whether this cell's figure is lower or higher for certain, at 5 %: where the samples do not overlap, or by
// the test of all tables. If too few samples are of the machine's state that is shown, those of every state count: they
// lie further apart, so that less is certain.
func sign(this, other *results.Cell, unit string) int {
	a, _ := this.ByRound(unit)
	b, _ := other.ByRound(unit)
	if min(len(a), len(b)) < leastSamples {
		a, b = this.OfEveryState(unit), other.OfEveryState(unit)
	}
	if min(len(a), len(b)) >= leastSamples {
		switch {
		case slices.Max(a) < slices.Min(b):
			return -1
		case slices.Min(a) > slices.Max(b):
			return 1
		}
	}
	r := rank.Of([]*results.Cell{this, other}, unit, 1)
	switch {
	case r.Fastest == this && r.Apart(other):
		return -1
	case r.Fastest == other && r.Apart(this):
		return 1
	}
	return 0
}

// A BreakEven is the rate from which on one way costs less than another.
type BreakEven struct {
	Known bool    // both held some rate
	Rate  float64 // read off between two measured rates; NaN if there is no such two
	// At From it certainly costs more, at To it certainly costs less. 0 if there is no such rate.
	From, To float64
	Again    bool // it costs more again at a higher rate than To
}

// Break finds the break-even in ascending differences. It lies between measured rates, and nothing is said of what is
// beyond them.
func Break(list []Difference) BreakEven {
	b := BreakEven{Known: len(list) > 0, Rate: math.NaN()}
	from, to := -1, -1
	for i, d := range list {
		switch {
		case d.Sign > 0 && to < 0:
			from = i
		case d.Sign > 0:
			b.Again = true
		case d.Sign < 0 && to < 0:
			to = i
		}
	}
	if from >= 0 {
		b.From = list[from].Rate
	}
	if to >= 0 {
		b.To = list[to].Rate
	}
	if from < 0 || to < 0 {
		return b
	}
	for i := from; i < to; i++ {
		a, z := list[i], list[i+1]
		if a.Ratio > 1 && z.Ratio <= 1 {
			share := math.Log(a.Ratio) / math.Log(a.Ratio/z.Ratio)
			b.Rate = a.Rate * math.Pow(z.Rate/a.Rate, share)
			break
		}
	}
	return b
}

// Highest is the point of the highest rate that every sample of a curve held, shares included; false if it held none.
// It is the last one if no higher rate was missed, so that the curve may go on.
func (c Curve) Highest() (highest Point, last, ok bool) {
	for i, p := range c.Points {
		if p.Held.All() && p.Due > 0 {
			highest, last, ok = p, i == len(c.Points)-1, true
		}
	}
	return highest, last, ok
}
