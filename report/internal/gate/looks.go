package gate

import (
	"ipcbench/internal/stat"
)

const (
	regressionFor = 0.01 // that any cell of a gate is called regressed and is not
	equivalentFor = 0.05 // that a cell is called not worse and is
	intervalFor   = 0.05 // that the interval shown of a cell misses
)

// looks say after how many ratios a cell is looked at, and what share of each of the three error rates the look may use
// up. The looks at which most cells can be decided have the largest shares. Six ratios are too few for a regression,
// and so are twelve where there are many cells. Six ratios that are all below the border have p = 1/64, which is just
// below 0.32 · 5 %; and the only interval of six ratios misses in 2/64, which is just below 0.63 · 5 %.
var looks = []struct {
	pairs                       int
	worse, equivalent, interval float64
}{
	{6, 0, 0.32, 0.63}, {12, 0.1, 0.23, 0.1}, {18, 0.4, 0.15, 0.07}, {24, 0.2, 0.1, 0.05},
	{36, 0.12, 0.07, 0.04}, {48, 0.08, 0.05, 0.04},
	{72, 0.05, 0.04, 0.03}, {96, 0.03, 0.02, 0.02}, {144, 0.02, 0.02, 0.02},
}

// leastPairs is the number of ratios at the first look.
const leastPairs = 6

// An evidence is the result of all looks at a cell so far: p-values that are valid however often it was looked at.
type evidence struct {
	looked int     // at so many ratios
	worse  float64 // that B ÷ A is not above 1
	fine   float64 // that B ÷ A is the smallest difference or more; at most equivalentFor counts

	shown   stat.Ratio // with an interval that misses as seldom as if there had been no look before
	allowed float64    // how often those of the looks so far may miss together
	missed  float64    // how often they do
}

func newEvidence() evidence { return evidence{worse: 1, fine: 1} }

// look looks at the ratios, if a look is due.
func (e *evidence) look(ratios []float64, least float64) {
	for _, l := range looks {
		if l.pairs != len(ratios) || l.pairs <= e.looked {
			continue
		}
		e.looked = l.pairs
		if l.worse > 0 {
			e.worse = min(e.worse, stat.SignedRank(ratios, 1, stat.Above)/l.worse)
		}
		e.fine = min(e.fine, stat.SignedRank(ratios, 1+least, stat.Below)/l.equivalent)
		e.allowed += intervalFor * l.interval
		e.shown = stat.HodgesLehmann(ratios, e.allowed-e.missed)
		e.missed += e.shown.Miss
	}
}

// interval is the estimate of the ratio with its interval: that of the last look or, if more ratios have come since,
// one with the part of the error rate that the looks have left.
func (e *evidence) interval(ratios []float64) stat.Ratio {
	if e.looked == len(ratios) {
		return e.shown
	}
	return stat.HodgesLehmann(ratios, intervalFor-e.missed)
}

// exhausted tells whether the last look has been.
func (e *evidence) exhausted() bool { return e.looked >= looks[len(looks)-1].pairs }

// An Outcome is what is known of a cell.
type Outcome string

// The outcomes.
const (
	Regressed Outcome = "regressed"
	NotWorse  Outcome = "not worse"
	Undecided Outcome = "undecided"
	// NoMore is a cell that was not timed and whose counts have not grown.
	NoMore Outcome = "no more counted"
	// Unmeasured is a cell that fails in both programs or in the old one alone, or whose last try failed without it
	// being certain in which program.
	Unmeasured Outcome = "could not be measured"
)

// decide sets the outcome of each cell, with p-values corrected for the number of cells.
func decide(trials []*trial) {
	p := make([]float64, len(trials))
	for i, t := range trials {
		p[i] = t.worse
	}
	for i, corrected := range stat.Holm(p) {
		t := trials[i]
		t.corrected = corrected
		switch {
		case t.outcome == Regressed, t.outcome == Unmeasured: // already
		case len(t.more) > 0:
			t.outcome = Regressed
		case corrected <= regressionFor && t.center() >= 1+t.least:
			t.outcome = Regressed
		case t.fine <= equivalentFor:
			t.outcome = NotWorse
		}
	}
}
