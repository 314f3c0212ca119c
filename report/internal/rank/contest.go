package rank

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strconv"

	"golang.org/x/perf/benchmath"

	"ipcbench/internal/stat"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/words"
)

// Tied is the sign before × of a row that is not told apart from the fastest.
const Tied = "~"

// alpha is how often, at most, the truly fastest row is taken for a slower one.
const alpha = 0.05

// A contest tells which rows of a column certainly differ from its fastest. What it promises: with 95 % confidence, the
// truly fastest row is the one that looks fastest, or one of those not told apart from it.
//
// The row that looks fastest is chosen by the data, and any other row may be it by luck. Each test is therefore
// corrected for all of them in one step (Bonferroni). A correction that becomes weaker as rows are told apart, as
// Holm's does, would assume that the fastest row was named beforehand. Disturbed samples take part: the rounds are
// shuffled, so it is chance which row a disturbance hits, and a test allows for chance.
type contest struct {
	rows    int
	samples int // the most that a row has
	unit    string
	sign    float64 // 1 where less is faster, -1 where more is

	paired, unpaired, separate bool // which tests were used
}

func newContest(cells []*results.Cell, unit string, sign float64) *contest {
	c := &contest{rows: len(cells), unit: unit, sign: sign}
	for _, cell := range cells {
		c.samples = max(c.samples, cell.N())
	}
	return c
}

// apart tells whether a row is slower than the one that looks fastest, for certain.
func (c *contest) apart(fastest, row *results.Cell) bool {
	f, fRounds := fastest.ByRound(c.unit)
	r, rRounds := row.ByRound(c.unit)
	others := float64(c.rows - 1)
	if others/binomial(2*c.samples, c.samples) > alpha {
		// Too few samples for a test of each row by itself.
		c.separate = true
		return c.beyond(f, r) && separation(len(f), len(r), c.rows) <= alpha
	}
	if ratios := c.ratios(f, r, fRounds, rRounds); len(ratios) > 0 && others/math.Exp2(float64(len(ratios))) <= alpha {
		c.paired = true
		return others*stat.SignedRank(ratios, 1, stat.Above) <= alpha
	}
	c.unpaired = true
	return others*c.rankSum(f, r) <= alpha
}

// ratios are how many times as slow as the fastest a row was in each round; nil unless both were measured in the same
// rounds.
func (c *contest) ratios(f, r []float64, fRounds, rRounds []results.Round) (ratios []float64) {
	a, b := byRound(f, fRounds), byRound(r, rRounds)
	if len(a) != len(b) {
		return nil
	}
	for round, values := range a {
		if len(b[round]) == 0 || round.Number == 0 {
			return nil
		}
		ratios = append(ratios, math.Pow(stat.Median(b[round])/stat.Median(values), c.sign))
	}
	return ratios
}

func byRound(values []float64, rounds []results.Round) map[results.Round][]float64 {
	m := map[results.Round][]float64{}
	for i, v := range values {
		m[rounds[i]] = append(m[rounds[i]], v)
	}
	return m
}

// rankSum is the one-sided p-value of Mann and Whitney's U test that the row is slower.
func (c *contest) rankSum(f, r []float64) float64 {
	a := benchmath.NewSample(slices.Clone(f), &benchmath.DefaultThresholds)
	b := benchmath.NewSample(slices.Clone(r), &benchmath.DefaultThresholds)
	more, less := 0, 0 // pairs of which the row's value is
	for _, v := range b.Values {
		below, _ := slices.BinarySearch(a.Values, v)
		above := sort.Search(len(a.Values), func(i int) bool { return a.Values[i] > v })
		more, less = more+below, less+len(a.Values)-above
	}
	if c.sign*float64(more-less) <= 0 { // not slower at all
		return 1
	}
	return benchmath.AssumeNothing.Compare(a, b).P / 2
}

// beyond tells whether every sample of the row is slower than every one of the fastest.
func (c *contest) beyond(f, r []float64) bool {
	for _, a := range f {
		for _, b := range r {
			if c.sign*(b-a) <= 0 {
				return false
			}
		}
	}
	return true
}

// separation is how often, of as many equal rows, all samples of any other row would lie below all of a given one's.
// Of those, n are the given row's: where the lowest leaves a share u of the distribution below, another row of m
// samples lies below it with probability uᵐ.
//
// Source: R. G. D. Steel, A multiple comparison rank sum test: treatments versus control, Biometrics 15 (1959)
// 560–572, whose joint distribution this is for the outermost rank sum.
func separation(m, n, rows int) float64 {
	const steps = 2000 // of Simpson's rule
	density := func(u float64) float64 {
		none := math.Pow(1-math.Pow(u, float64(m)), float64(rows-1))
		return float64(n) * math.Pow(1-u, float64(n-1)) * (1 - none)
	}
	sum := density(0) + density(1)
	for i := 1; i < steps; i++ {
		sum += float64(2+2*(i%2)) * density(float64(i)/steps)
	}
	return math.Round(1e9*sum/(3*steps)) / 1e9
}

func binomial(n, k int) float64 {
	v := 1.0
	for i := 1; i <= k; i++ {
		v *= float64(n-k+i) / float64(i)
	}
	return v
}

// notes say what the sign means, by which test, and what so few samples can tell.
func (c *contest) notes(p *words.Printer) (notes []string) {
	if c == nil || c.rows < 2 {
		return nil
	}
	notes = append(notes, Tied+": "+p.Sprintf("not told apart from the fastest of its column. With 95 %% confidence "+
		"the truly fastest is the row whose × is 1, or one of these."))
	switch {
	case c.separate && separation(c.samples, c.samples, c.rows) > alpha:
		enough := c.samples + 1
		for enough < 100 && separation(enough, enough, c.rows) > alpha {
			enough++
		}
		notes = append(notes, p.Sprintf("Nothing is told apart: among %s rows it takes %s samples of each, not %s.",
			strconv.Itoa(c.rows), strconv.Itoa(enough), strconv.Itoa(c.samples)))
	case c.separate:
		notes = append(notes, p.Sprintf("Told apart: each sample of the row, disturbed ones too, is slower than each "+
			"of the fastest. %s samples of each of %s rows can tell no finer (p = %s for all rows together; one pair "+
			"over %s rounds comes to 1/%s at best).", strconv.Itoa(c.samples), strconv.Itoa(c.rows),
			fmt.Sprintf("%.2g", separation(c.samples, c.samples, c.rows)), strconv.Itoa(c.samples),
			fmt.Sprintf("%.0f", math.Exp2(float64(c.samples)))))
	default:
		paired := p.Sprintf("by Wilcoxon's signed-rank test over the rounds that both were measured in")
		test := p.Sprintf("by Mann and Whitney's U test over the samples")
		switch {
		case c.paired && c.unpaired:
			test = p.Sprintf("%s, or where rounds are missing or too few, %s", paired, test)
		case c.paired:
			test = paired
		}
		notes = append(notes, p.Sprintf("Told apart: %s, disturbed samples included, at 5 %% for all %s rows together.",
			test, strconv.Itoa(c.rows)))
	}
	return notes
}
