package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/tables"
)

func setOf(t *testing.T, text string) *results.Set {
	t.Helper()
	set := results.Read([]resultfile.Input{resultfile.FromReader("test", strings.NewReader(text))})
	if len(set.Problems) > 0 {
		t.Fatal(set.Problems)
	}
	return set
}

func viewOf(set *results.Set) view {
	return view{machine: set.Machines[0], place: "cross", styles: styles{order: set.Order()}, families: set.Families()}
}

// latencies are lines of a mechanism that blocks across CPUs at 64 bytes.
func latencies(mech string, samples ...string) string {
	var b strings.Builder
	for _, s := range samples {
		fmt.Fprintf(&b, "BenchmarkLatency/mech=%s/wait=block/place=cross/size=64-2 1000000 %s\n", mech, s)
	}
	return b.String()
}

func repeat(s string, n int) []string { return slices.Repeat([]string{s}, n) }

// mixed has a row for each thing that a figure may be: plain, of means, half disturbed, mostly disturbed, of few
// readings, of fewer still.
var mixed = latencies("plain", repeat("21000 ns/op 20000 p50-ns 40000 p99-ns 900 cpu-ns/op", 6)...) +
	latencies("shared", repeat("230 ns/op 190 p50-ns 400 p99-ns 8 ops/clock 900 cpu-ns/op", 6)...) +
	latencies("half", "28000 ns/op 27000 p50-ns 60000 p99-ns", "28500 ns/op 27500 p50-ns 61000 "+
		"p99-ns", "29000 ns/op 28000 p50-ns 62000 p99-ns",
		"200000 ns/op 190000 p50-ns 900000 p99-ns 50 noise-%", "201000 ns/op 190000 p50-ns 900000 p99-ns 50 "+
			"noise-%", "202000 ns/op 190000 p50-ns 900000 p99-ns 50 noise-%") +
	latencies("lucky", append(repeat("100 ns/op 90 p50-ns 300 p99-ns 900 "+
		"cpu-ns/op", 2), repeat("100 ns/op 90 p50-ns 300 p99-ns 900 cpu-ns/op 50 noise-%", 4)...)...) +
	latencies("seldom", repeat("50000 ns/op 49000 p50-ns 90000 p99-ns 999 readings", 6)...) +
	latencies("once", repeat("65000000 ns/op 64000000 p50-ns 64000000 p99-ns 1 readings", 6)...)

// What the ranking says of a row is what the table says, sign and all; what the table has no p50 of is not ranked,
// and said not to be.
func TestRankingAndTableAgree(t *testing.T) {
	set := setOf(t, mixed)
	tab, _ := tables.Latency(english, set.Machines[0])
	columns := tab.Groups[0].Columns
	want := map[string][2]string{}
	for _, r := range tab.Rows {
		want[r.Keys[0]] = [2]string{r.Cells[0][slices.Index(columns, "p50")], r.Cells[0][slices.Index(columns, "p99")]}
	}
	rows, _, lacking := ranks(viewOf(set))
	var names []string
	for _, r := range rows {
		names = append(names, r.label())
		if r.texts != want[r.name] {
			t.Errorf("%s: the chart says %q, the table %q", r.name, r.texts, want[r.name])
		}
		if known := !math.IsNaN(r.p99); known != (r.texts[1] != "—") || known && r.p99 < r.p50 {
			t.Errorf("%s: a line from %v to %v beside %q", r.name, r.p50, r.p99, r.texts)
		}
	}
	if got := strings.Join(names, ", "); got != "shared · block, !lucky · block, plain · block, half · block, "+
		"seldom · block" || lacking != 1 {
		t.Errorf("%s; %d are lacking", got, lacking)
	}
	text := svgText(t, chartOf(t, set, "ranked"))
	for _, says := range []string{
		"!: others disturbed", "†: of means", "—: fewer than 10 readings", "Not ranked, for want of readings: 1 row",
	} {
		if !strings.Contains(text, says) {
			t.Errorf("%q is not written in the chart", says)
		}
	}
}

// A point and its bar are the mean and its interval by the samples that make the table's figures.
func TestPointsAndBarsAreThoseOfTheTable(t *testing.T) {
	set := setOf(t, mixed)
	for _, cu := range (bySize{pattern: schema.Latency, unit: schema.SecPerOp}).curves(viewOf(set), "block") {
		p := cu.points[0]
		if got := fmt.Sprintf("%.1f, %.1f to %.1f µs", p.value*1e6, p.lo*1e6, p.hi*1e6); cu.name == "half" &&
			got != "28.5, 28.0 to 29.0 µs" {
			t.Errorf("half: %s", got)
		}
		if p.doubtful != (cu.name == "lucky") {
			t.Errorf("%s: doubtful: %v", cu.name, p.doubtful)
		}
	}
}

// Each chart says which of the figures it draws, mean or p50.
func TestAChartSaysWhatItDraws(t *testing.T) {
	set := read(t, "one.txt")
	for name, says := range map[string][2]string{
		"latency":  {"mean round trip", "Means of samples: their median"},
		"cpu-cost": {"mean round trip", "Medians over samples."},
		"ranked":   {"round trip: p50, to p99", "Medians over samples."},
	} {
		axis := says[0]
		if text := svgText(t, chartOf(t, set, name)); !strings.Contains(text, "\n"+axis+"\n") ||
			!strings.Contains(text, says[1]) {
			t.Errorf("%s: no axis %q, or no word of what is drawn over the samples, in\n%s", name, axis, text)
		}
	}
}

// No title, legend or caption is cut for want of width.
func TestNothingIsCut(t *testing.T) {
	every(t, func(t *testing.T, c Chart) {
		if text := svgText(t, c); strings.Contains(text, "…") {
			t.Errorf("cut:\n%s", text)
		}
	})
}

func chartOf(t *testing.T, set *results.Set, name string) Chart {
	t.Helper()
	charts, undrawn := All(set.Machines[0], set.Order(), set.Families(), "")
	i := slices.IndexFunc(charts, func(c Chart) bool { return c.Name == name })
	if i < 0 {
		t.Fatalf("no %s: %v", name, undrawn)
	}
	return charts[i]
}
