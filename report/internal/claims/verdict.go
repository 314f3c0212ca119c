package claims

import (
	"strings"

	"ipcbench/report/internal/words"
)

// An Outcome is what a machine says of a claim.
type Outcome string

// The outcomes.
const (
	Holds       Outcome = "holds"
	InPart      Outcome = "holds in part"
	NotHere     Outcome = "does not hold here"
	NotMeasured Outcome = "not measured"
	// Untold is that of what was measured nothing certainly agrees, and not all is certainly against it.
	Untold Outcome = "not measured well enough"
)

// In is the outcome in the printer's language.
func (o Outcome) In(p *words.Printer) string {
	switch o {
	case Holds:
		return p.Sprintf("holds")
	case InPart:
		return p.Sprintf("holds in part")
	case NotHere:
		return p.Sprintf("does not hold here")
	case Untold:
		return p.Sprintf("not measured well enough")
	}
	return p.Sprintf("not measured")
}

// A Verdict is what the results of one machine say of one claim.
type Verdict struct {
	ID      string   `json:"id"`    // C1 to C9
	Title   string   `json:"title"` // the claim in a few words
	Claim   string   `json:"claim"`
	Outcome Outcome  `json:"outcome"`
	Brief   string   `json:"brief"`   // the figures that say most
	Figures []Figure `json:"figures"` // those that decided, then others worth seeing
	Why     string   `json:"why"`
	Change  string   `json:"wouldChange"` // what would make it another outcome; "" if nothing was measured
	// Measure are the commands that measure what the results lack.
	Measure []string `json:"measure,omitempty"`

	whole string // Brief with intervals
	short string // what decides, in few words
}

// Line is a verdict that was measured in one line of a terminal: the claim, what became of it, and what decides.
func (v Verdict) Line(p *words.Printer) string {
	return p.Sprintf("%s %s: %s (%s)", v.ID, v.Outcome.In(p), v.Title, v.short)
}

// Lines are verdicts in a line each; those that were not measured share one.
func Lines(p *words.Printer, verdicts []Verdict) (lines []string) {
	var lacking []string
	for _, v := range verdicts {
		if v.Outcome == NotMeasured {
			lacking = append(lacking, v.ID)
			continue
		}
		lines = append(lines, v.Line(p))
	}
	if len(lacking) > 0 {
		lines = append(lines, p.Sprintf("%s not measured (report claims says how to)", strings.Join(lacking, ", ")))
	}
	return lines
}

// Any tells whether anything of a claim was measured.
func Any(verdicts []Verdict) bool {
	for _, v := range verdicts {
		if v.Outcome != NotMeasured {
			return true
		}
	}
	return false
}
