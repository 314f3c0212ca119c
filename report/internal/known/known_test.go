package known

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
)

// lines are samples of one cell, in ns/op.
func lines(mech string, noise float64, samples ...float64) string {
	var b strings.Builder
	for _, ns := range samples {
		fmt.Fprintf(&b, "BenchmarkLatency/mech=%s/wait=block/place=cross/size=64-2 1000 %v ns/op %v noise-%%\n",
			mech, ns, noise)
	}
	return b.String()
}

func sentences(t *testing.T, text string) []string {
	t.Helper()
	set := results.Read([]resultfile.Input{resultfile.FromReader("test", strings.NewReader(text))})
	if len(set.Machines) != 1 || len(set.Problems) > 0 {
		t.Fatal(set.Problems)
	}
	return Sentences(english, set.Machines[0])
}

func steps(from, step float64, n int) (all []float64) {
	for i := range n {
		all = append(all, from+step*float64(i))
	}
	return all
}

// Each figure that is not known well is named under the reason that it has.
func TestReasonsAreThoseOfTheSamples(t *testing.T) {
	good := lines("pipe", 0, steps(1000, 1, 8)...)
	for name, c := range map[string]struct{ text, want string }{
		"few":       {lines("fifo", 0, 500, 900, 700), "too few samples for an interval"},
		"disturbed": {lines("fifo", 90, steps(1000, 300, 8)...), "others disturbed most samples: Latency fifo block"},
		"bistable": {
			lines("fifo", 0, slices.Concat(steps(1000, 5, 5), steps(6000, 10, 4))...),
			"several values in one state of the machine: Latency fifo block cross 64 B (± 490 %, 1.01 µs in 5 " +
				"samples, 6.02 µs in 4 samples)",
		},
		"varied": {lines("fifo", 0, steps(1000, 100, 8)...), "the samples vary: Latency fifo block cross 64 B (± 26 %"},
	} {
		got := sentences(t, good+c.text)
		if len(got) != 2 || !strings.Contains(got[1], c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		const first = "Latency: of 2 figures 1 are known within ± 5 % and 1 within ± 10 %, half of them within ± 0.3 %"
		if !strings.HasPrefix(got[0], first) {
			t.Errorf("%s: %q, want %q", name, got[0], first)
		}
	}
}

// Where one number tells the values of a cell apart, it is said beside each; where it overlaps, or hardly differs, not.
func TestWhatTellsTheValuesApartIsSaid(t *testing.T) {
	of := func(unit string, slow, quick func(i int) float64) string {
		b := &strings.Builder{}
		put := func(ns int, v float64) {
			const name = "BenchmarkThroughput/mech=tcp/wait=block/place=cross/size=64-2"
			fmt.Fprintf(b, "%s 1000 %d ns/op 64 MB/s %v %s\n", name, ns, v, unit)
		}
		for i := range 5 {
			put(1000+i, quick(i))
			put(3000+i, slow(i))
		}
		return b.String()
	}
	around := func(v float64) func(int) float64 { return func(i int) float64 { return v + float64(i)/1000 } }
	for name, c := range map[string]struct{ text, want string }{
		"switches": {of("csw/op", around(0.05), around(0)),
			"1.00 µs with <0.01 context switches in 5 samples, 3.00 µs with 0.05 context switches in 5 samples"},
		"in flight": {of("in-flight", around(17), around(800)),
			"1.00 µs with up to 800 messages in flight in 5 samples, 3.00 µs with up to 17 messages in flight in 5"},
		"alike": {of("csw/op", around(0.05), around(0.04)), "1.00 µs in 5 samples, 3.00 µs in 5"},
		"overlaps": {of("csw/op", func(i int) float64 { return float64(i) }, around(0)),
			"1.00 µs in 5 samples, 3.00 µs in 5"},
	} {
		if got := sentences(t, c.text); len(got) != 2 || !strings.Contains(got[1], c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// Nothing is to be said of a run without an interval, and no reason is given where all is known well. The figures that
// are known least are named, and how many others there are.
func TestSentencesAreFew(t *testing.T) {
	if got := sentences(t, lines("pipe", 0, 1000)); got != nil {
		t.Errorf("one sample: %q", got)
	}
	if got := sentences(t, lines("pipe", 0, steps(1000, 1, 8)...)); len(got) != 1 {
		t.Errorf("all is known: %q", got)
	}
	var all string
	for i := range 20 {
		all += lines(fmt.Sprintf("m%d", i), 0, steps(1000, float64(100+10*i), 8)...)
	}
	got := sentences(t, all)
	if len(got) != 2 || !strings.Contains(got[1], ": Latency m19 ") || !strings.HasSuffix(got[1], "; and 14 more") {
		t.Errorf("%q", got)
	}
}

// A rate that was not held has no time an op, which is no want of samples.
func TestRatesNotHeldAreNoFigures(t *testing.T) {
	var b strings.Builder
	for i := range 8 {
		fmt.Fprintf(&b, "BenchmarkPaced/mech=pipe/size=64/rate=100-2 100 %d ns/op 5 cpu-ns/op 0 unheld-%%\n", 1000+i)
		fmt.Fprintf(&b, "BenchmarkPaced/mech=pipe/size=64/rate=100000-2 100 5 cpu-ns/op 20 unheld-%%\n")
	}
	got := sentences(t, b.String())
	if len(got) != 1 || !strings.HasPrefix(got[0], "Paced: of 1 figures 1 are known within") {
		t.Errorf("%q", got)
	}
}
