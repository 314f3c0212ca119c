package schema

import (
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchunit"
)

// The tidied names are those that benchunit makes of the names in files. The report reads figures by them.
func TestTidiedNamesAreThoseOfBenchunit(t *testing.T) {
	for _, u := range Units {
		if _, tidied := benchunit.Tidy(1, u.Name); tidied != u.Tidy() {
			t.Errorf("%s is tidied to %s, not %s", u.Name, tidied, u.Tidy())
		}
		for _, name := range []string{u.Name, u.Tidy()} {
			if found, ok := UnitNamed(name); !ok || found != u {
				t.Errorf("%s finds %v", name, found)
			}
		}
	}
}

func TestEveryNameStandsOnce(t *testing.T) {
	for what, names := range map[string][]string{
		"pattern": namesOf(Patterns, func(p Pattern) string { return p.Name }),
		"key":     namesOf(Keys, func(k Key) string { return k.Name }),
		"unit":    namesOf(Units, func(u Unit) string { return u.Name }),
		"wait":    namesOf(Waits, func(w Wait) string { return w.Name }),
		"place":   namesOf(Places, func(p Place) string { return p.Name }),
		"sched":   namesOf(Scheds, func(s Sched) string { return s.Name }),
		"scope":   namesOf(Scopes, func(s Scope) string { return s.Name }),
		"step":    namesOf(FloorSteps, func(s FloorStep) string { return s.Name }),
	} {
		seen := map[string]bool{}
		for _, name := range names {
			if name == "" || seen[name] {
				t.Errorf("%s %q stands twice or has no name", what, name)
			}
			seen[name] = true
		}
	}
}

func namesOf[T any](list []T, name func(T) string) (names []string) {
	for _, one := range list {
		names = append(names, name(one))
	}
	return names
}

// A reader knows a result of ours by the first key of its name.
func TestEveryPatternHasKeys(t *testing.T) {
	for _, p := range Patterns {
		if len(p.Keys) == 0 || p.Op == "" {
			t.Errorf("%s: keys %v, an op is %q", p.Name, p.Keys, p.Op)
		}
	}
}

// The report orders mechanisms by a unit that results of the pattern have, and of which lower or higher is better.
func TestEveryPatternRanksByAUnitThatItHas(t *testing.T) {
	for _, p := range Patterns {
		u, ok := UnitNamed(p.Rank)
		common := slices.ContainsFunc(Common(), func(c Unit) bool { return c.Name == p.Rank })
		if !ok || u.Better == Neither || !common && !p.Has(p.Rank) {
			t.Errorf("%s ranks by %q: %+v", p.Name, p.Rank, u)
		}
	}
}

// The units and keys of the committed results are those that their patterns have here.
func TestBaselineHasTheWordsOfItsPatterns(t *testing.T) {
	file, err := os.Open("../../results/baseline.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	n := 0
	for lines := benchfmt.NewReader(file, "baseline.txt"); lines.Scan(); {
		r, ok := lines.Result().(*benchfmt.Result)
		if !ok {
			continue
		}
		n++
		base, parts := r.Name.Parts()
		p, ok := PatternNamed(string(base))
		if !ok {
			t.Fatalf("%s: no such pattern", r.Name)
		}
		for _, part := range parts {
			key, _, isKey := strings.Cut(strings.TrimPrefix(string(part), "/"), "=")
			if isKey && !slices.ContainsFunc(p.Keys, func(k Key) bool { return k.Name == key }) {
				t.Errorf("%s has no key %s", p.Name, key)
			}
		}
		for _, v := range r.Values {
			u, ok := UnitNamed(v.Unit)
			common := slices.ContainsFunc(Common(), func(c Unit) bool { return c.Name == u.Name })
			if !ok || !common && !p.Has(u.Name) {
				t.Errorf("%s has no unit %s", p.Name, v.Unit)
			}
		}
	}
	if n < 1000 {
		t.Errorf("%d results", n)
	}
}

// The Unit lines of a file are those of its patterns, in the order of the list of units, whatever the order of the
// patterns.
func TestUnitLinesAreThoseOfThePatternsInUse(t *testing.T) {
	throughput, _ := PatternNamed(Throughput)
	latency, _ := PatternNamed(Latency)
	toy := []Unit{{Name: "toys/op", Better: Higher}, {Name: "rust"}}
	one, both := UnitLines(throughput.Units...), UnitLines(slices.Concat(throughput.Units, latency.Units, toy)...)
	if one[0] != "Unit msg/s better=higher" || slices.Contains(one, "Unit p50-ns better=lower") {
		t.Errorf("of Throughput: %q", one)
	}
	if both[0] != "Unit p50-ns better=lower" || both[len(both)-1] != "Unit toys/op better=higher" {
		t.Errorf("of Throughput, Latency and a pattern that is not listed: %q", both)
	}
	for _, line := range both {
		if slices.Contains([]string{"Unit ns/op better=lower", "Unit MB/s better=higher"}, line) {
			t.Errorf("%q: readers of Go benchmark format know it", line)
		}
	}
}

func TestUnitsOfStepsAreKnownByTheirBeginning(t *testing.T) {
	name := StepUnit("open")
	_, tidied := benchunit.Tidy(1, name)
	step, ok := StepOf(tidied)
	if u, known := UnitNamed(name); name != "step-open-ns" || step != "open" || !ok || !known || u.Name != StepNs {
		t.Errorf("%s, %s, %s, %v", name, tidied, step, u)
	}
	if _, ok := StepOf("steps"); ok {
		t.Error("steps is taken for the unit of a step")
	}
}

func TestEveryLimitHasItsWords(t *testing.T) {
	for _, u := range Units {
		if (u.Disturbed > 0) != strings.Contains(u.Cause, "%g %%") {
			t.Errorf("%s: above %g %q", u.Name, u.Disturbed, u.Cause)
		}
	}
}
