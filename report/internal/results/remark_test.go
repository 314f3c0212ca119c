package results

import (
	"fmt"
	"strings"
	"testing"

	"ipcbench/report/internal/resultfile"
)

// Whatever number of side lines a file holds, a list of a machine stays short, says how much it lacks, and has each
// line once.
func TestRemarksAreBoundedAndStandOnce(t *testing.T) {
	for kind, form := range map[string]string{
		"skip":    "# skip mech%d: it is not here\n",
		"note":    "# note the %dth\n",
		"remark":  "# remark BenchmarkLatency/mech=m%d/size=64-2: the receiver never slept\n",
		"failure": "--- FAIL: BenchmarkLatency/mech=m%d/size=64-2\n    run.go:9: no such luck\n",
	} {
		t.Run(kind, func(t *testing.T) {
			const kinds = 3_000
			var b strings.Builder
			b.WriteString(line)
			for range 2 {
				for i := range kinds {
					fmt.Fprintf(&b, form, i)
				}
			}
			set := Read([]resultfile.Input{input("f", b.String())})
			m := set.Machines[0]
			list := map[string][]Remark{"skip": m.Skips, "note": m.Notes, "remark": m.Remarks,
				"failure": m.Failures}[kind]
			if len(list) != maxRemarks+1 || !strings.Contains(list[maxRemarks].Text, "more lines like these") {
				t.Fatalf("%d remarks of %d lines", len(list), 2*kinds)
			}
			seen := map[Remark]bool{}
			for _, r := range list {
				if seen[r] {
					t.Fatalf("twice: %v", r)
				}
				seen[r] = true
			}
		})
	}
}

func TestARemarkNamesItsBenchmark(t *testing.T) {
	set := Read([]resultfile.Input{input("f", line+
		"# remark BenchmarkLatency/mech=pipe/wait=block/place=cross/size=64-2: its receiver never slept: 0 csw/op\n"+
		"# remark of the whole run: it was hot\n")})
	want := []Remark{{"Latency/mech=pipe/wait=block/place=cross/size=64", "its receiver never slept: 0 csw/op"}, {"",
		"of the whole run: it was hot"}}
	if got := set.Machines[0].Remarks; len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("%q", got)
	}
}

// A file that goes back and forth between many machines is read in one pass, its side lines with the right ones.
func TestManyMachinesInTurn(t *testing.T) {
	const machines, turns = 100, 30
	var b strings.Builder
	for turn := range turns {
		for i := range machines {
			fmt.Fprintf(&b, "cpu: %d\n# note turn %d of %d\n%s", i, turn, i, line)
		}
	}
	set := Read([]resultfile.Input{input("f", b.String())})
	if len(set.Machines) != machines {
		t.Fatalf("%d machines", len(set.Machines))
	}
	for i, m := range set.Machines {
		if len(m.Notes) != turns || m.Notes[turns-1].Text != fmt.Sprintf("turn %d of %d", turns-1, i) ||
			len(m.Files) != 1 {
			t.Fatalf("machine %d: notes %v, files %v", i, m.Notes, m.Files)
		}
	}
}
