package gate

import (
	"slices"

	"ipcbench/internal/stat"
)

// looks are after how many ratios a cell is looked at.
var looks = []int{6, 12, 18, 24, 36, 48, 72, 96, 144}

const (
	firstAlarm    = 1    // index of the first look that may find a regression: the ratios of the one before are too few to
	regressionFor = 0.01 // that any cell of a gate is called regressed and is not
	equivalentFor = 0.05 // that a cell is called not worse and is
	// firstEquivalent is the share of equivalentFor that the first look has, at which most cells are decided; the others share the rest.
	firstEquivalent = 0.4
	confidence      = 0.95
)

// An evidence is what the looks at a cell have come to so far: p-values that hold however often it was looked at.
type evidence struct {
	looked int     // at so many ratios
	worse  float64 // that B ÷ A is not above 1
	fine   float64 // that B ÷ A is the smallest difference or more; at most equivalentFor counts
}

func newEvidence() evidence { return evidence{worse: 1, fine: 1} }

// look looks at the ratios, if a look is due.
func (e *evidence) look(ratios []float64, least float64) {
	k := slices.Index(looks, len(ratios))
	if k < 0 || len(ratios) <= e.looked {
		return
	}
	e.looked = len(ratios)
	if k >= firstAlarm {
		e.worse = min(e.worse, stat.SignedRank(ratios, 1, stat.Above)*float64(len(looks)-firstAlarm))
	}
	share := firstEquivalent
	if k > 0 {
		share = (1 - firstEquivalent) / float64(len(looks)-1)
	}
	e.fine = min(e.fine, stat.SignedRank(ratios, 1+least, stat.Below)/share)
}

// exhausted tells whether the last look has been.
func (e *evidence) exhausted() bool { return e.looked >= looks[len(looks)-1] }

// An Outcome is what is known of a cell.
type Outcome string

// The outcomes.
const (
	Regressed Outcome = "regressed"
	NotWorse  Outcome = "not worse"
	Undecided Outcome = "undecided"
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
		case t.outcome == Regressed: // at an earlier look
		case len(t.more) > 0:
			t.outcome = Regressed
		case corrected <= regressionFor && t.ratio().Center >= 1+t.least:
			t.outcome = Regressed
		case t.fine <= equivalentFor:
			t.outcome = NotWorse
		}
	}
}
