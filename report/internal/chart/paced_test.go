package chart

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
)

// pacedCharts are those of lines of Paced, by name, and why others are left out.
func pacedCharts(t *testing.T, lines ...string) (charts map[string]Chart, undrawn string) {
	t.Helper()
	set := results.Read([]resultfile.Input{resultfile.FromReader("test", strings.NewReader(strings.Join(lines, "\n")+"\n"))})
	if len(set.Machines) != 1 || len(set.Problems) > 0 {
		t.Fatal(set.Problems)
	}
	all, left := All(set.Machines[0], set.Order(), set.Families(), "")
	charts = map[string]Chart{}
	for _, c := range all {
		charts[c.Name] = c
	}
	return charts, strings.Join(left, "\n")
}

// What no wait held has no latency, but cores, and says so.
func TestRatesThatNobodyHeldAreDrawnToo(t *testing.T) {
	charts, undrawn := pacedCharts(t, "BenchmarkPaced/mech=pipe/wait=block/place=cross/size=64/rate=1000-2 100 5000 "+
		"cpu-ns/op 0.4 recv-cores 25 unheld-% 750 msg/s")
	if !strings.Contains(undrawn, "paced-latency: no rate was held with enough readings for p50") ||
		strings.Contains(undrawn, "paced-spin") {
		t.Errorf("left out: %s", undrawn)
	}
	if text := svgText(t, charts["paced-cores"]); !strings.Contains(text, "Hollow: some sample did not hold this "+
		"rate") {
		t.Error(text)
	}
}

// Of more mechanisms than there is room for, those stay that have the most waits.
func TestAChartOfPacedHasRoomForNine(t *testing.T) {
	var lines []string
	line := func(mech, wait string) {
		lines = append(lines, fmt.Sprintf("BenchmarkPaced/mech=%s/wait=%s/place=cross/size=64/rate=1000-2 2000 900 "+
			"ns/op 5000 cpu-ns/op 0.4 recv-cores 0 unheld-%% 999 msg/s 800 p50-ns 2000 p99-ns 2000 "+
			"readings", mech, wait))
	}
	for i := range 12 {
		line(fmt.Sprintf("m-%d", i), "block")
		if i >= 3 {
			line(fmt.Sprintf("m-%d", i), "spin")
		}
	}
	charts, _ := pacedCharts(t, lines...)
	c := charts["paced-latency"]
	if len(c.Labels) != mostPanels || slices.Contains(c.Labels, "m-2") || c.Labels[0] != "m-3" {
		t.Errorf("%q", c.Labels)
	}
	if text := svgText(t, c); !strings.Contains(text, "Drawn are 9 of 12; the tables have all.") {
		t.Error(text)
	}
}

// A point of the chart of spinning is named by how long hybrid spins, and one rate is not joined with another.
func TestTimesOfSpinningAreNamed(t *testing.T) {
	var lines []string
	for i, keys := range []string{"", "/spin=5us", "/spin=adaptive"} {
		for _, rate := range []int{1000, 10000} {
			lines = append(lines, fmt.Sprintf("BenchmarkPaced/mech=pipe/wait=hybrid/place=cross/size=64/rate=%d%s-2 "+
				"2000 900 ns/op %d cpu-ns/op 0.4 recv-cores 0 unheld-%% 800 p50-ns %d p99-ns 2000 "+
				"readings", rate, keys, 5000*(i+1)+rate,
				9000/(i+1)))
		}
	}
	charts, _ := pacedCharts(t, lines...)
	c, ok := charts["paced-spin"]
	if !ok || len(c.Series) != 2 {
		t.Fatalf("%v", charts)
	}
	text := svgText(t, c)
	for _, want := range []string{"\n5 µs\n", "\n50 µs\n", "\nadaptive\n", "\n1 k/s\n", "\n10 k/s\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not written in%s", want, text)
		}
	}
	if text := svgText(t, charts["paced-latency"]); !strings.Contains(text, "hybrid spins for 50 µs here") {
		t.Error(text)
	}
}
