package pattern

import (
	"fmt"
	"math"
	"testing"

	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	step "ipcbench/internal/floor"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/pipe"
	"ipcbench/mechanisms/signal"
)

// A selection has these floors, and none of them is planned twice.
func TestFloorsArePlanned(t *testing.T) {
	p := plan.Make(plan.Selection{
		Matrix: named(t, "default"), Mechanisms: []mechanisms.Mechanism{pipe.Pipe{}, signal.Eventfd{}},
	}, []plan.Shape{floors.Shape})
	seen := map[string]int{}
	for _, c := range p.Cells {
		seen[c.FullName()]++
	}
	for _, want := range []string{
		"what=syscall", "what=clock", "what=engine/size=8",
		"what=copy/size=8", "what=copy/size=65536", "what=copy-cold/size=64",
		"what=wake/place=same", "what=switch/place=same", "what=path/mech=eventfd/size=8",
	} {
		if seen["BenchmarkFloor/"+want] != 1 {
			t.Errorf("%s is planned %d times", want, seen["BenchmarkFloor/"+want])
		}
	}
	for _, cpu := range place.InUse([]place.Place{place.Same, place.Cross}) {
		if want := fmt.Sprintf("BenchmarkFloor/what=jitter/cpu=%d", cpu); seen[want] != 1 {
			t.Errorf("%s is planned %d times", want, seen[want])
		}
	}
	for name, n := range seen {
		if n != 1 {
			t.Errorf("%s is planned %d times", name, n)
		}
	}
	if n := seen["BenchmarkFloor/what=path/mech=pipe/size=65536"]; n != 0 {
		t.Error("what=path with 64 KiB: not every mechanism holds such a message while nobody receives")
	}
}

// What is told of gaps are figures of the pattern's own units, and quantiles only where there are enough gaps.
func TestGapsAreTold(t *testing.T) {
	at, read := int64(0), 0
	clock := func() int64 {
		at += 20_000
		if read++; read%1000 == 0 {
			at += 80_000
		}
		return at
	}
	g := step.NewGaps()
	g.Watch(clock, 12_000) // in 241 ms
	got := gapFigures(g)
	want := map[string]float64{
		schema.InterruptsPerSec: 0, schema.MaxNs: 100_000, schema.Readings: 12_000, schema.P999Ns: 20_000,
		schema.GapOftenNs: 20_000, schema.GapSeldomNs: 20_000,
	}
	for unit, value := range got {
		if math.Abs(value-want[unit]) > 0.001*value {
			t.Errorf("%v %s, want %v", value, unit, want[unit])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%v, want %v", got, want)
	}
	floor, _ := schema.PatternNamed(schema.Floor)
	for unit := range got {
		if !floor.Has(unit) {
			t.Errorf("%s is no unit of Floor", unit)
		}
	}
}
