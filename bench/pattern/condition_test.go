package pattern

import (
	"slices"
	"strings"
	"testing"

	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/pipe"
)

// Cells that combine mechanism, wait, place and size run under the condition, and their names say so. Those of Floor
// and Setup do not.
func TestCellsRunUnderTheCondition(t *testing.T) {
	s := plan.Selection{
		Matrix: named(t, "default"), Places: []place.Place{place.Same}, Waits: []mechanisms.Wait{mechanisms.Block},
		Sizes: []int{64}, Mechanisms: []mechanisms.Mechanism{pipe.Pipe{}},
		Keys: map[string][]string{plan.PairsKey: {"1", "4"}},
	}
	for _, under := range []string{"", "sched=idle", "mlock=on", "sched=fifo:50/mlock=on"} {
		s.Under = under
		keys := ""
		if under != "" {
			keys = "/" + under
		}
		p := plan.Make(s, Shapes())
		var names []string
		for _, c := range p.Cells {
			names = append(names, c.FullName())
			alone := c.Pattern == Floor || c.Pattern == Setup || c.Pattern == Claim
			for _, key := range []string{schema.KeySched, schema.KeyMlock} {
				want := plan.KeyIn(under, key)
				if alone {
					want = ""
				}
				if has := c.Key(key); has != want {
					t.Errorf("%s runs under %s=%s, want %q", c.FullName(), key, has, want)
				}
			}
		}
		for _, pattern := range []string{"Latency", "Throughput", "Duplex"} {
			name := "Benchmark" + pattern + "/mech=pipe/wait=block/place=same/size=64" + keys
			if !slices.Contains(names, name) {
				t.Errorf("no %s in %q", name, names)
			}
		}
		if name := "BenchmarkThroughput/mech=pipe/wait=block/place=same/size=64" + keys + "/pairs=4"; !slices.Contains(
			names, name) {
			t.Errorf("no %s in %q", name, names)
		}
	}
}

// Ends that never sleep and share a CPU do not run in real time: the first would never let the second run. It is said
// once of each way of waiting.
func TestRealTimeEndsThatNeverSleepDoNotShareACPU(t *testing.T) {
	s := plan.Selection{
		Matrix: named(t, "full"), Places: []place.Place{place.Same}, Sizes: []int{64},
		Mechanisms: []mechanisms.Mechanism{pipe.Pipe{}}, Under: "sched=rr:1",
	}
	these := []plan.Shape{latency.Shape, throughput.Shape, duplex.Shape}
	p := plan.Make(s, these)
	for _, c := range p.Cells {
		if !c.Wait.Sleeps() {
			t.Errorf("%v is planned", c)
		}
	}
	var skips []string
	for _, one := range p.Skips {
		skips = append(skips, one.String())
	}
	for _, wait := range []string{"spin", "yield"} {
		if !slices.ContainsFunc(skips, func(s string) bool {
			return strings.HasPrefix(s, "skip pipe: sched=rr:1 with wait="+wait)
		}) {
			t.Errorf("no skip of wait=%s in %q", wait, skips)
		}
	}
	if len(skips) != 2 || len(p.Cells) == 0 {
		t.Errorf("%d cells, skips %q", len(p.Cells), skips)
	}
	s.Under = "sched=batch"
	if fair := plan.Make(s, these); len(fair.Skips) != 0 || len(fair.Cells) <= len(p.Cells) {
		t.Errorf("%d cells, skips %v: ends that share their CPU fairly may spin", len(fair.Cells), fair.Skips)
	}
}
