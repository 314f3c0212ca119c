package pattern

import (
	"testing"

	"ipcbench/bench/plan"
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
	for name, n := range seen {
		if n != 1 {
			t.Errorf("%s is planned %d times", name, n)
		}
	}
	if n := seen["BenchmarkFloor/what=path/mech=pipe/size=65536"]; n != 0 {
		t.Error("what=path with 64 KiB: not every mechanism holds such a message while nobody receives")
	}
}
