package claims

import (
	"slices"
	"strings"

	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/words"
)

// A claim is what textbooks say, and the rule by which it is judged.
type claim struct {
	id   string
	says func(*words.Printer) (title, claim string)
	rule func(*judge)
}

// all are the claims in the order in which people read them.
var all = []claim{
	{"C1", saysSockets, socketsAreSlow}, {"C2", saysOneSlot, oneSlotLoses}, {"C3", saysSpinning, spinningWastes},
	{"C4", saysAsleep, readerSleeps}, {"C5", saysSteps, fileHasSteps}, {"C6", saysDuplex, oneSocketIsEnough},
	{"C7", saysRPC, rpcIsOverSockets}, {"C8", saysStranger, strangersOpen}, {"C9", saysOverhead, overheadWeighs},
}

// A judge collects what a machine says of one claim.
type judge struct {
	*words.Printer
	machine *results.Machine
	traits  []resultfile.Traits

	tests  []test
	others []Figure // worth seeing; they decide nothing
	notes  []string // sentences
	lacks  []lack
	partly string // what is against the claim, and no figure, as a sentence without an end
}

// A lack is what results do not have.
type lack struct {
	what, command string
	vital         bool // without it the claim is not judged
}

// Judge gives the verdicts on all claims by what was measured within a computer. The printer's language is that of
// their sentences; traits are what the mechanisms of the results declare.
func Judge(p *words.Printer, m *results.Machine, traits []resultfile.Traits) (verdicts []Verdict) {
	for _, c := range all {
		j := &judge{Printer: p, machine: m, traits: traits}
		c.rule(j)
		verdicts = append(verdicts, j.verdict(c))
	}
	return verdicts
}

// least adds a figure that the claim says is at least as high as a border.
func (j *judge) least(f Figure, border float64) { j.tests = append(j.tests, atLeast(f, border)) }

// most adds a figure that the claim says is at most as high as a border.
func (j *judge) most(f Figure, border float64) { j.tests = append(j.tests, atMost(f, border)) }

// show adds a figure that decides nothing.
func (j *judge) show(f Figure) { j.others = append(j.others, f) }

// needs notes that the results lack what the claim cannot be judged without.
func (j *judge) needs(what, command string) { j.lacks = append(j.lacks, lack{what, command, true}) }

// misses notes that the results lack what the claim can be judged without.
func (j *judge) misses(what, command string) { j.lacks = append(j.lacks, lack{what, command, false}) }

// verdict is what the judge has collected.
func (j *judge) verdict(c claim) Verdict {
	title, text := c.says(j.Printer)
	v := Verdict{ID: c.id, Title: title, Claim: text, Outcome: outcomeOf(j.tests), Figures: []Figure{}}
	other := ""
	for _, t := range j.tests {
		v.Figures = append(v.Figures, t.Figure)
	}
	v.Figures = append(v.Figures, j.others...)
	if v.Outcome == Holds && j.partly != "" {
		v.Outcome, other = InPart, j.partly
	}
	var missing []string
	for _, l := range j.lacks {
		missing = append(missing, l.what)
		if !slices.Contains(v.Measure, l.command) {
			v.Measure = append(v.Measure, l.command)
		}
		if l.vital {
			v.Outcome = NotMeasured
		}
	}
	var sentences []string
	if v.Outcome != NotMeasured {
		sentences = append(append(sentences, why(j.Printer, j.tests)), j.notes...)
		v.Change = change(j.Printer, j.tests)
		most := telling(j.tests)
		v.Brief = brief(j.Printer, most, func(f Figure) string { return f.sentence }, other)
		v.whole = brief(j.Printer, most, whole, other)
		v.short = deciding(j.Printer, most, other)
	}
	if len(missing) > 0 {
		sentences = append(sentences, j.Sprintf("The results lack: %s.", strings.Join(missing, "; ")))
	}
	if slices.ContainsFunc(v.Figures, func(f Figure) bool { return f.Disturbed }) {
		sentences = append(sentences, j.Sprintf(
			"Of a figure marked ! others disturbed most samples, or none is of the machine's state that is shown."))
	}
	v.Why = strings.Join(sentences, " ")
	return v
}

// whole is a figure's sentence with its interval.
func whole(f Figure) string {
	if within := f.within(); within != "" {
		return f.sentence + " (" + within + ")"
	}
	return f.sentence
}
