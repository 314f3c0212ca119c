package page

import (
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/state"
	"ipcbench/report/internal/words"
)

// states says in sentences which states the machine had while it was measured, and which of them is shown; nothing of a
// machine with one state.
func states(p *words.Printer, m *results.Machine) (sentences []string) {
	for _, split := range m.Splits {
		var parts []string
		none := split.Total
		for _, s := range split.States {
			none -= s.Samples
			parts = append(parts, p.Sprintf("%s in %s %% of the samples (%s)",
				ofProbe(p, split, s), share(s.Samples, split.Total), s.Name))
		}
		text := p.Sprintf("%s %s", subjectOf(p, split), strings.Join(parts, ", "))
		if none > 0 {
			text = p.Sprintf("%s, and something else in %s %%", text, share(none, split.Total))
		}
		sentences = append(sentences, p.Sprintf("The machine had several states: %s.", text)+" "+shown(p, split))
	}
	return sentences
}

// share is a part of all, in percent.
func share(n, of int) string { return quantity.Whole(100 * float64(n) / float64(of)) }

// subjectOf names what a probe has measured. Of a line it says how the two CPUs are related, as the machine knew it when
// it chose them: several states of the same two CPUs are none that it can see.
func subjectOf(p *words.Printer, split results.Split) string {
	switch split.Unit {
	case schema.LineSec:
		if place, ok := schema.PlaceNamed(split.Place); ok {
			return p.Sprintf("between the CPUs of place=%s, %s as the kernel shows them, a cache line took",
				place.Name, words.Term(p, "place", place.Meaning))
		}
		if split.Place != "" {
			return p.Sprintf("between the CPUs of place=%s a cache line took", split.Place)
		}
		return p.Sprintf("a cache line took")
	case schema.CallSec:
		return p.Sprintf("a system call took")
	}
	return p.Sprintf("the clock rate was")
}

// ofProbe is the range of a state's values in words.
func ofProbe(p *words.Printer, split results.Split, s state.State) string {
	if split.Unit == schema.ClockPercent {
		return p.Sprintf("%s to %s %%", quantity.Whole(s.Range.Lo), quantity.Whole(s.Range.Hi))
	}
	return p.Sprintf("%s to %s", quantity.Duration(s.Range.Lo, s.Range.Lo/10),
		quantity.Duration(s.Range.Hi, s.Range.Hi/10))
}

// shown says which samples make the figures, and how to see others.
func shown(p *words.Printer, split results.Split) string {
	if split.Shown < 0 {
		return p.Sprintf("The samples of all states make the figures.")
	}
	var others []string
	for i, s := range split.States {
		if i != split.Shown {
			others = append(others, "--state="+s.Name)
		}
	}
	return p.Sprintf("Shown is %s; %s shows the others, --state=%s all together.", split.States[split.Shown].Name,
		strings.Join(others, p.Sprintf(" or ")), results.AllStates)
}
