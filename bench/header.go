package bench

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"ipcbench/internal/meter"
	"ipcbench/internal/schema"
)

// CommitVariable is the environment variable in which a script says what commit is measured; results then carry it.
const CommitVariable = "IPCBENCH_COMMIT"

// writeHeader writes what stands before the results: configuration and unit lines that every reader of Go benchmark
// format takes, and comment lines that only ours does. docs/format.md lists them. Of units and mechanisms it has those
// in use: of the cells of p that m selects.
func writeHeader(w io.Writer, s selection, p plan, m matcher) error {
	lines := bufio.NewWriter(w)
	fmt.Fprintf(lines, "# date %s\n", now())
	if round := os.Getenv(RoundVariable); round != "" {
		fmt.Fprintf(lines, "# round %s\n", round)
	}
	if commit := os.Getenv(CommitVariable); commit != "" {
		fmt.Fprintf(lines, "# commit %s\n", strings.Join(strings.Fields(commit), " "))
	}
	machineLines(lines)
	used := m.uses(p)
	for _, l := range placeLines(used.inOrder(Places)) {
		fmt.Fprintf(lines, "# %s\n", l)
	}
	for _, l := range schema.UnitLines(used.schemas()...) {
		fmt.Fprintln(lines, l)
	}
	for _, one := range s.mechanisms {
		t := one.Traits()
		if !used.mechanisms[t.Name] {
			continue
		}
		row, err := json.Marshal(t.Taxonomy())
		if err != nil {
			panic(err) // a struct of strings
		}
		fmt.Fprintf(lines, "# mechanism %s\n", row)
	}
	for _, one := range p.skips {
		if m.concerns(one) {
			fmt.Fprintf(lines, "# %v\n", one)
		}
	}
	return lines.Flush()
}

// writeEnd writes what stands behind the results: without it a file has been cut short.
func writeEnd(w io.Writer) error {
	if shown == nil {
		return nil
	}
	remarkWakeCosts(w)
	_, err := fmt.Fprintf(w, "# ended %s\n", now())
	return err
}

func now() string { return time.Now().UTC().Format(time.RFC3339) }

// A use is what of the header the cells of a run need.
type use struct {
	patterns   map[Pattern]bool
	mechanisms map[string]bool // those skipped too
	places     map[Place]bool
}

// inOrder are the places used, in the order of all.
func (u use) inOrder(all []Place) []Place {
	return slices.DeleteFunc(slices.Clone(all), func(p Place) bool { return !u.places[p] })
}

func (m matcher) uses(p plan) use {
	u := use{map[Pattern]bool{}, map[string]bool{}, map[Place]bool{}}
	for _, c := range p.cells {
		if m.matches(c.FullName()) {
			u.patterns[c.Pattern] = true
			u.mechanisms[c.Mechanism.Traits().Name] = true
			u.places[c.Place] = true
		}
	}
	for _, one := range p.skips {
		if m.concerns(one) {
			u.mechanisms[one.mechanism] = true
		}
	}
	return u
}

// schemas are what the report and docs/format.md know of the patterns used.
func (u use) schemas() (used []schema.Pattern) {
	for p := range u.patterns {
		if known, ok := schema.PatternNamed(string(p)); ok {
			used = append(used, known)
		}
	}
	return used
}

// asksForOurs tells whether the flags ask for benchmarks of our names.
func asksForOurs() bool {
	if os.Getenv(meter.Variable) != "" {
		return true
	}
	pattern := testFlag("test.bench")
	return pattern != "" && slices.ContainsFunc(Patterns, func(p Pattern) bool {
		return newMatcher(pattern).matches("Benchmark" + string(p))
	})
}

// concerns tells whether something would run but for the skip: whether m selects a benchmark of that mechanism. A
// place, which is of no mechanism, concerns all.
func (m matcher) concerns(one skip) bool {
	if strings.HasPrefix(one.mechanism, "place=") {
		return true
	}
	what, isFloor := strings.CutPrefix(one.mechanism, "floor-")
	if isFloor {
		return m.matches("Benchmark" + string(Floor) + "/what=" + what)
	}
	return slices.ContainsFunc(Patterns, func(p Pattern) bool {
		return p != Floor && m.matches("Benchmark"+string(p)+"/mech="+one.mechanism)
	})
}
