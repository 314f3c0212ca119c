package gate

import (
	"ipcbench/internal/stat"
)

const (
	regressionFor = 0.01 // that any cell of a gate is called regressed and is not
	equivalentFor = 0.05 // that a cell is called not worse and is
	confidence    = 0.95
)

// looks are after how many ratios a cell is looked at, and what shares of the two error rates each look may use up. Most is given to where most cells can be decided:
// six ratios are too few for a regression, and so are twelve where there are many cells. Six below the border have p = 1/64, which 0.32 · 5 % just lets pass.
var looks = []struct {
	pairs             int
	worse, equivalent float64
}{
	{6, 0, 0.32}, {12, 0.1, 0.23}, {18, 0.4, 0.15}, {24, 0.2, 0.1}, {36, 0.12, 0.07}, {48, 0.08, 0.05}, {72, 0.05, 0.04}, {96, 0.03, 0.02}, {144, 0.02, 0.02},
}

// leastPairs is at how many the first look is.
const leastPairs = 6

// An evidence is what the looks at a cell have come to so far: p-values that hold however often it was looked at.
type evidence struct {
	looked int     // at so many ratios
	worse  float64 // that B ÷ A is not above 1
	fine   float64 // that B ÷ A is the smallest difference or more; at most equivalentFor counts
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
	}
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
	// Unmeasured is what failed in both programs or in the old one alone, or failed to the end and too seldom to say in which.
	Unmeasured Outcome = "could not be measured"
)

// decide says what is known of each cell, p-values corrected for the number of cells.
func decide(trials []*trial) {
	p := make([]float64, len(trials))
	for i, t := range trials {
		p[i] = t.worse
	}
	for i, corrected := range stat.Holm(p) {
		t := trials[i]
		t.corrected = corrected
		switch {
		case t.outcome == Regressed, t.outcome == Unmeasured: // at an earlier look
		case len(t.more) > 0:
			t.outcome = Regressed
		case corrected <= regressionFor && t.ratio().Center >= 1+t.least:
			t.outcome = Regressed
		case t.fine <= equivalentFor:
			t.outcome = NotWorse
		}
	}
}
