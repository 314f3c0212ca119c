package pattern

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"ipcbench/bench/plan"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/pipe"
	"ipcbench/mechanisms/signal"
)

// Copies out of cache move their bytes, each time from and to another place until all have been used.
func TestColdCopiesGoEverywhere(t *testing.T) {
	const size, half = 40, 1 << 14
	region := make([]byte, 2*half)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range region[:half] {
		region[i] = byte(1 + r.IntN(255))
	}
	c := newScatter(region, size)
	places := int(c.mask + 1)
	if places < half/64/2 {
		t.Fatalf("%d places of 64 bytes in %d", places, half)
	}
	c.copies(places)
	for i := range places {
		at := i * int(c.stride)
		if !bytes.Equal(c.to[at:at+size], c.from[at:at+size]) {
			t.Fatalf("place %d of %d was not copied", i, places)
		}
	}
}

// The floors that a selection has, and that none is planned twice.
func TestFloorsArePlanned(t *testing.T) {
	p := plan.Make(plan.Selection{
		Matrix: named(t, "default"), Mechanisms: []mechanisms.Mechanism{pipe.Pipe{}, signal.Eventfd{}},
	}, []plan.Shape{floors.Shape})
	seen := map[string]int{}
	for _, c := range p.Cells {
		seen[c.FullName()]++
	}
	for _, want := range []string{
		"what=syscall", "what=clock", "what=engine/size=8", "what=copy/size=8", "what=copy/size=65536", "what=copy-cold/size=64",
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
		t.Error("a path of 64 KiB: not every mechanism holds a message as large without a receiver")
	}
}
