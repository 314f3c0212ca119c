package results

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/resultfile"
)

func input(name, text string) resultfile.Input {
	return resultfile.FromReader(name, strings.NewReader(text))
}

const (
	machineA = "cpu: A\n"
	machineB = "cpu: B\n"
	line     = "BenchmarkLatency/mech=pipe/wait=block/place=cross/size=64-2 100 50000 ns/op 200 p99-ns\n"
)

var pipe = benchname.Series{Mech: "pipe", Wait: "block", Place: "cross"}

func TestSixSamplesGiveAnIntervalFiveGiveNone(t *testing.T) {
	for n, want := range map[int]bool{1: false, 5: false, 6: true} {
		m := Read([]resultfile.Input{input("f", strings.Repeat(line, n))}).Machines[0]
		e, ok := m.Cell(schema.Latency, pipe, 64).Estimate(schema.SecPerOp)
		if !ok || e.Interval != want || e.N != n || math.Abs(e.Center-50e-6) > 1e-15 || math.IsInf(e.Half(), 0) {
			t.Errorf("%d samples: %+v, %v", n, e, ok)
		}
	}
}

func TestSideLinesBelongToTheRunTheyStandIn(t *testing.T) {
	set := Read([]resultfile.Input{input("both",
		machineA+"# date 2026-01-01T00:00:00Z\n# skip x: in A\n"+line+
			"BenchmarkLatency/mech=tcp/wait=spin/place=cross/size=64-2   \t--- FAIL: "+
			"BenchmarkLatency/mech=tcp/wait=spin/place=cross/size=64-2\n    run.go:7: in A\nFAIL\n"+
			machineB+"# date 2026-02-02T00:00:00Z\n# skip x: in B\n"+line)})
	if len(set.Machines) != 2 || len(set.Problems) != 0 {
		t.Fatalf("%d machines, %v", len(set.Machines), set.Problems)
	}
	for i, want := range []string{"A", "B"} {
		m := set.Machines[i]
		if len(m.Skips) != 1 || m.Skips[0] != (Remark{"x", "in " + want}) || len(m.Dates) != 1 ||
			m.Dates[0][6:7] != []string{"1", "2"}[i] {
			t.Errorf("machine %s: skips %v, dates %v", want, m.Skips, m.Dates)
		}
	}
	if f := set.Machines[0].Failures; len(f) != 1 || f[0].Text != "in A" ||
		f[0].Name != "Latency/mech=tcp/wait=spin/place=cross/size=64" {
		t.Errorf("failures: %v", f)
	}
}

func TestGOMAXPROCSCountsOnlyWhereSeveralOccur(t *testing.T) {
	four := strings.Replace(line, "-2 ", "-4 ", 1)
	one := Read([]resultfile.Input{input("f", line+line)})
	if s := one.Machines[0].Series(schema.Latency); len(s) != 1 || s[0] != pipe {
		t.Errorf("one value: %v", s)
	}
	both := Read([]resultfile.Input{input("f", line+four)}).Machines[0].Series(schema.Latency)
	if len(both) != 2 || both[0].Extra != "gomaxprocs=2" || both[1].Extra != "gomaxprocs=4" {
		t.Errorf("two values: %v", both)
	}
}

func TestFurtherKeysMakeASeriesOfTheirOwn(t *testing.T) {
	text := strings.Replace(line, "size=64", "size=64/rate=10000/scope=thread", 1)
	s := Read([]resultfile.Input{input("f", text)}).Machines[0].Series(schema.Latency)
	if len(s) != 1 || s[0].Name() != "pipe · thread rate=10000" {
		t.Errorf("%+v", s)
	}
}

func TestMechanismsAreFoldedAndKeepReadingOrder(t *testing.T) {
	text := "# mechanism {\"name\":\"zz\",\"copies\":2}\n# mechanism {\"name\":\"aa\"}\n" + line
	set := Read([]resultfile.Input{input("f", text), input("g", text)})
	if len(set.Mechanisms) != 2 || set.Mechanisms[0]["copies"] != "2" {
		t.Errorf("%v", set.Mechanisms)
	}
	if got := strings.Join(set.Order(), " "); got != "zz aa pipe" {
		t.Error(got)
	}
}

// A benchmark of a mechanism has cells, whatever its pattern, keys and units; any other is none of ours.
func TestPatternsThatAreNotListedHaveCells(t *testing.T) {
	set := Read([]resultfile.Input{input("f", line+"BenchmarkRead-2 100 5 ns/op\n"+
		"BenchmarkToy/mech=pipe/place=far/small/burst=4/size=many-2 1 -1.5 toys\nBenchmarkToy/mech=tcp/size=8-2 1 "+
		"2 toys\n"+
		"BenchmarkFidelity/pattern=latency-2 1 1.02 ratio\n")})
	m := set.Machines[0]
	if m.Others["Read"] != 1 || m.Others["Fidelity"] != 1 || len(m.Others) != 2 || len(set.Problems) != 0 {
		t.Errorf("%v, %v", m.Others, set.Problems)
	}
	far := benchname.Series{Mech: "pipe", Place: "far", Extra: "small burst=4 size=many"}
	if v := m.Cell("Toy", far, 0).Value("toys"); v != -1.5 {
		t.Errorf("%v toys in %+v", v, m.Series("Toy"))
	}
	if v := m.Cell("Toy", benchname.Series{Mech: "tcp"}, 8).Value("toys"); v != 2 {
		t.Errorf("%v toys in %+v", v, m.Series("Toy"))
	}
	if p := strings.Join(m.Patterns(), " "); p != "Latency Toy" {
		t.Error(p)
	}
	if order := strings.Join(set.Order(), " "); order != "pipe tcp" {
		t.Error(order)
	}
	if name := m.Of("Toy")[0].Name(); name != "BenchmarkToy/mech=pipe/place=far/small/burst=4/size=many" {
		t.Error(name)
	}
}

// However many patterns and units a file has, the tables stay few, and it is said what is not in them.
func TestPatternsAndUnitsThatAreNotListedAreBounded(t *testing.T) {
	var b strings.Builder
	for i := range 3 * maxPatterns {
		fmt.Fprintf(&b, "BenchmarkToy%d/mech=pipe 1 5 ns/op %d toys%d\n", i, i, i)
	}
	b.WriteString("BenchmarkToy0/mech=pipe 1 5 ns/op 1 to\u200bys\n")
	set := Read([]resultfile.Input{input("f", b.String())})
	m := set.Machines[0]
	units := map[string]bool{}
	for _, c := range m.All() {
		for _, unit := range c.Units() {
			units[unit] = true
		}
	}
	if len(m.Patterns()) != maxPatterns || len(m.Others) != 2*maxPatterns || len(units) != 1+maxUnits {
		t.Errorf("%d patterns, %d others, %d units", len(m.Patterns()), len(m.Others), len(units))
	}
	if n := len(set.Problems); n != 6 || !strings.Contains(set.Problems[0].Text, `unit "toys20" is left out`) {
		t.Errorf("%v", set.Problems)
	}
}

// FuzzRead promises that no input makes the reader panic, and that no value it hands on is impossible.
func FuzzRead(f *testing.F) {
	for _, pattern := range []string{"../../testdata/bad/*", "../../testdata/single.txt"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			f.Fatal(pattern, err)
		}
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		set := Read([]resultfile.Input{input("fuzz", string(data))})
		for _, p := range set.Problems {
			if strings.ContainsAny(p.String(), "\n\x1b") {
				t.Errorf("problem is not one clean line: %q", p)
			}
		}
		for _, m := range set.Machines {
			for _, c := range m.cells {
				for _, unit := range c.Units() {
					e, ok := c.Whole(unit)
					u, listed := schema.UnitNamed(unit)
					impossible := listed && (e.Center < 0 || e.Center > u.Highest)
					if !ok || impossible || !(e.Lo <= e.Center && e.Center <= e.Hi) {
						t.Errorf("%+v %s: %+v", c.Series, unit, e)
					}
				}
			}
		}
	})
}

func TestFloorsOfASecondPackageAreNotPooled(t *testing.T) {
	const floor = "BenchmarkFloor/what=copy/size=64-2 100 %d ns/op\n"
	text := "pkg: a\n" + fmt.Sprintf(floor, 5) + "pkg: b\n" + fmt.Sprintf(floor, 500) + line
	set := Read([]resultfile.Input{input("f", text)})
	m := set.Machines[0]
	if v := m.FloorValue(benchname.Floor{What: "copy", Size: 64}, schema.SecPerOp); len(m.Floors()) != 1 ||
		math.Abs(v-5e-9) > 1e-15 {
		t.Errorf("%v: %v", m.Floors(), v)
	}
	if len(set.Problems) != 1 || !strings.Contains(set.Problems[0].String(), "f:4: floors of a second package") {
		t.Errorf("%v", set.Problems)
	}
}
