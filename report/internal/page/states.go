package page

import (
	"fmt"
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/state"
)

// states says in sentences which states the machine had while it was measured, and which of them is shown; nothing of a
// machine with one state.
func states(m *results.Machine) (sentences []string) {
	for _, split := range m.Splits {
		var parts []string
		none := split.Total
		for _, s := range split.States {
			none -= s.Samples
			parts = append(parts, fmt.Sprintf("%s in %.0f %% of the samples (%s)",
				ofProbe(split, s), share(s.Samples, split.Total), s.Name))
		}
		text := subjectOf(split) + " " + strings.Join(parts, ", ")
		if none > 0 {
			text += fmt.Sprintf(", and something else in %.0f %%", share(none, split.Total))
		}
		sentences = append(sentences, "The machine had several states: "+text+". "+shown(split))
	}
	return sentences
}

func share(n, of int) float64 { return 100 * float64(n) / float64(of) }

// subjectOf names what a probe has measured.
func subjectOf(split results.Split) string {
	switch split.Unit {
	case schema.LineSec:
		if split.Place != "" {
			return fmt.Sprintf("between the CPUs of place=%s a cache line took", split.Place)
		}
		return "a cache line took"
	case schema.CallSec:
		return "a system call took"
	}
	return "the clock rate was"
}

// ofProbe is the range of a state's values in words.
func ofProbe(split results.Split, s state.State) string {
	if split.Unit == schema.ClockPercent {
		return fmt.Sprintf("%.0f to %.0f %%", s.Range.Lo, s.Range.Hi)
	}
	return quantity.Duration(s.Range.Lo, s.Range.Lo/10) + " to " + quantity.Duration(s.Range.Hi, s.Range.Hi/10)
}

// shown says which samples make the figures, and how to see others.
func shown(split results.Split) string {
	if split.Shown < 0 {
		return "The samples of all states make the figures."
	}
	var others []string
	for i, s := range split.States {
		if i != split.Shown {
			others = append(others, "--state="+s.Name)
		}
	}
	return fmt.Sprintf("Shown is %s; %s shows the others, --state=%s all together.",
		split.States[split.Shown].Name, strings.Join(others, " or "), results.AllStates)
}
