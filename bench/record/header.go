package record

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
)

// The environment variables of scripts.
const (
	// CommitVariable says what commit is measured; results then carry it.
	CommitVariable = "IPCBENCH_COMMIT"
	// RoundVariable says which round of how many this is, as in 2/6, of a script that runs the matrix several times.
	RoundVariable = "IPCBENCH_ROUND"
)

// Header writes what stands before the results: configuration and unit lines that every reader of Go benchmark format
// takes, and comment lines that only ours does. Of units and mechanisms it has those in use: of the cells of p that m
// selects. The mechanisms stand in the order of all.
func Header(w io.Writer, all []mechanisms.Mechanism, p plan.Plan, m plan.Matcher) error {
	lines := bufio.NewWriter(w)
	fmt.Fprintf(lines, "# date %s\n", now())
	if round := os.Getenv(RoundVariable); round != "" {
		fmt.Fprintf(lines, "# round %s\n", round)
	}
	if commit := os.Getenv(CommitVariable); commit != "" {
		fmt.Fprintf(lines, "# commit %s\n", strings.Join(strings.Fields(commit), " "))
	}
	for _, kv := range Machine() {
		fmt.Fprintf(lines, "%s: %s\n", kv[0], kv[1])
	}
	used := usesOf(p, m)
	for _, l := range place.Lines(used.inOrder(place.All)) {
		fmt.Fprintf(lines, "# %s\n", l)
	}
	for _, l := range schema.UnitLines(used.words()...) {
		fmt.Fprintln(lines, l)
	}
	for _, one := range all {
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
	for _, one := range p.Skips {
		if m.Concerns(one, pattern.Shapes()) {
			fmt.Fprintf(lines, "# %v\n", one)
		}
	}
	return lines.Flush()
}

// End writes what stands behind the results: without it a file has been cut short.
func End(w io.Writer) error {
	_, err := fmt.Fprintf(w, "# ended %s\n", now())
	return err
}

func now() string { return time.Now().UTC().Format(time.RFC3339) }

// uses are what of the header the cells of a run need.
type uses struct {
	patterns   map[plan.Pattern]bool
	mechanisms map[string]bool // those skipped too
	places     map[place.Place]bool
}

func usesOf(p plan.Plan, m plan.Matcher) uses {
	u := uses{map[plan.Pattern]bool{}, map[string]bool{}, map[place.Place]bool{}}
	for _, c := range p.Cells {
		if m.Matches(c.FullName()) {
			u.patterns[c.Pattern] = true
			u.mechanisms[c.Mechanism.Traits().Name] = true
			u.places[c.Place] = true
		}
	}
	for _, one := range p.Skips {
		if m.Concerns(one, pattern.Shapes()) {
			u.mechanisms[one.What] = true
		}
	}
	return u
}

// inOrder are the places used, in the order of all.
func (u uses) inOrder(all []place.Place) []place.Place {
	return slices.DeleteFunc(slices.Clone(all), func(p place.Place) bool { return !u.places[p] })
}

// words are what schema, or the pattern itself, says of the patterns used.
func (u uses) words() (words []schema.Pattern) {
	for _, p := range pattern.All() {
		if u.patterns[p.Name()] {
			words = append(words, p.Words)
		}
	}
	return words
}
