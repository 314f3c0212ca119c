package gate

import (
	"ipcbench/internal/stat"
)

// A trial is what is known of one cell.
type trial struct {
	name   string
	least  float64 // the smallest difference worth telling, as a fraction
	matter bool    // undecided is not good enough

	ratios    []float64 // B ÷ A of each fresh pair of both
	old, new  []float64 // ns per op of each
	counted   bool
	more      []Count // counts that grew
	fewer     []Count
	uncounted []string // units that one of the programs could not count
	evidence           // of the ratios
	corrected float64  // evidence.worse, corrected for the number of cells
	outcome   Outcome
	failures  failures
}

// giveUp closes a cell when it is certain which program causes its failures. If that is the new program alone, the cell
// has regressed; otherwise nothing is known of it.
func (t *trial) giveUp() {
	t.outcome = Unmeasured
	if t.failures.blame() == newAlone {
		t.outcome = Regressed
	}
}

func newTrial(name string, least float64, matter bool) *trial {
	return &trial{name: name, least: least, matter: matter, evidence: newEvidence(), corrected: 1, outcome: Undecided}
}

// center is the estimate of the ratio.
func (t *trial) center() float64 { return stat.HodgesLehmann(t.ratios, 0).Center }

// add takes a ratio and looks at all of them if a look is due.
func (t *trial) add(ratio, old, new float64) {
	t.ratios, t.old, t.new = append(t.ratios, ratio), append(t.old, old), append(t.new, new)
	t.look(t.ratios, t.least)
}

// open tells whether more ratios could decide it.
func (t *trial) open() bool { return t.outcome == Undecided && !t.exhausted() }
