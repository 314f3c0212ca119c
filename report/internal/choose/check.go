package choose

import (
	"fmt"
	"slices"
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/facts"
)

// Needs are the names of what a question may need, as needs in traits.ts has them.
var Needs = []string{"no shared memory", "no files", "no network", "no RPC", "no broker", "nothing special"}

// Waits are the names of the waits that a question may ask for.
func Waits() (names []string) {
	for _, w := range schema.Waits {
		names = append(names, w.Name)
	}
	return names
}

// Check says which value of the question the facts do not know: a wait, a place, a need, what containers share, a
// machine or a state. The error names the choices.
func (q Question) Check(f facts.Facts, only int) error {
	var places, shared []string
	for _, m := range f.Machines {
		for _, c := range m.Cells {
			if !slices.Contains(places, c.Place) {
				places = append(places, c.Place)
			}
		}
	}
	for _, m := range f.Mechanisms {
		for _, way := range m.Crosses {
			for _, what := range way {
				if !slices.Contains(shared, what) {
					shared = append(shared, what)
				}
			}
		}
	}
	if only < 0 || only > len(f.Machines) {
		return fmt.Errorf("--machine=%d: the files have machines 1 to %d", only, len(f.Machines))
	}
	for _, list := range []struct {
		flag           string
		given, choices []string
	}{
		{"--wait", q.Waits, Waits()}, {"--place", []string{q.Place}, places},
		{"--needs", q.Needs, Needs}, {"--containers", q.Containers, shared},
	} {
		for _, word := range list.given {
			switch {
			case slices.Contains(list.choices, word):
			case len(list.choices) == 0:
				return fmt.Errorf("%s=%s: these files know of none; leave it out", list.flag, word)
			default:
				return fmt.Errorf("%s=%s: choose of %s", list.flag, word, quoted(list.choices))
			}
		}
	}
	return nil
}

func quoted(words []string) string {
	var list []string
	for _, w := range words {
		if strings.Contains(w, " ") {
			w = "'" + w + "'"
		}
		list = append(list, w)
	}
	return strings.Join(list, ", ")
}
