package record

import (
	"bufio"
	"cmp"
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

// The environment variables by which a script tells the program what to write.
const (
	// CommitVariable holds the commit that is measured. Without it that is what the program was built from.
	CommitVariable = "IPCBENCH_COMMIT"
	// RoundVariable holds the number of the round and of all rounds, as in 2/6, where a script runs the matrix
	// several times.
	RoundVariable = "IPCBENCH_ROUND"
)

// builtFrom is the commit that the program was built from, by the linker's flag -X (scripts/dist.sh); "" where nobody
// said it.
var builtFrom string

// Header writes the lines before the results: configuration and unit lines, which every reader of Go benchmark format
// understands, and comment lines. Units, places and mechanisms are listed only if the cells of p that m selects use
// them; mechanisms in the order of all. hosts are keys and values that describe the second host, if there is one. Its
// error is that of w.
func Header(w io.Writer, all []mechanisms.Mechanism, p plan.Plan, m plan.Matcher, hosts [][2]string) error {
	lines := bufio.NewWriter(w)
	fmt.Fprintf(lines, "# date %s\n", now())
	if round := os.Getenv(RoundVariable); round != "" {
		fmt.Fprintf(lines, "# round %s\n", round)
	}
	if commit := cmp.Or(os.Getenv(CommitVariable), builtFrom); commit != "" {
		fmt.Fprintf(lines, "# commit %s\n", strings.Join(strings.Fields(commit), " "))
	}
	used := usesOf(p, m)
	for _, kv := range slices.Concat(Machine(), used.condition, hosts) {
		fmt.Fprintf(lines, "%s: %s\n", kv[0], kv[1])
	}
	for _, l := range place.Lines(used.inOrder(place.All)) {
		fmt.Fprintf(lines, "# %s\n", l)
	}
	for _, l := range schema.UnitLines(used.units()...) {
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

// End writes the line after the results. A result file without it has been cut short. Its error is that of w.
func End(w io.Writer) error {
	_, err := fmt.Fprintf(w, "# ended %s\n", now())
	return err
}

func now() string { return time.Now().UTC().Format(time.RFC3339) }

// uses are the patterns, mechanisms and places of the cells of a run.
type uses struct {
	patterns   map[plan.Pattern]bool
	mechanisms map[string]bool // including skipped ones
	places     map[place.Place]bool
	condition  [][2]string // that some of the ends run under, by keys of package schema and their values
}

// conditionOf are the keys of what the ends of a cell run under, and their values.
func conditionOf(c plan.Cell) (keys [][2]string) {
	for _, key := range []string{schema.KeySched, schema.KeyMlock} {
		if value := c.Key(key); value != "" {
			keys = append(keys, [2]string{key, value})
		}
	}
	return keys
}

func usesOf(p plan.Plan, m plan.Matcher) uses {
	u := uses{
		patterns: map[plan.Pattern]bool{}, mechanisms: map[string]bool{}, places: map[place.Place]bool{},
	}
	for _, c := range p.Cells {
		if m.Matches(c.FullName()) {
			u.patterns[c.Pattern] = true
			u.mechanisms[c.Mechanism.Traits().Name] = true
			u.places[c.Place] = true
			if u.condition == nil {
				u.condition = conditionOf(c)
			}
		}
	}
	for _, one := range p.Skips {
		if m.Concerns(one, pattern.Shapes()) {
			u.mechanisms[one.What] = true
		}
	}
	return u
}

// inOrder are the used places, in the order of all.
func (u uses) inOrder(all []place.Place) []place.Place {
	return slices.DeleteFunc(slices.Clone(all), func(p place.Place) bool { return !u.places[p] })
}

// units are those that package schema lists for a used pattern, and those that only the pattern has.
func (u uses) units() (units []schema.Unit) {
	for _, p := range pattern.All() {
		if !u.patterns[p.Name()] {
			continue
		}
		if listed, ok := schema.PatternNamed(string(p.Name())); ok {
			units = append(units, listed.Units...)
		}
		for _, own := range p.Units {
			units = append(units, schema.Unit{Name: own.Name, Better: schema.Better(own.Better)})
		}
	}
	return units
}
