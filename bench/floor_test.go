package bench

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/pipe"
	"ipcbench/mechanisms/signal"
)

// floorNamed is the floor with this what=.
func floorNamed(t *testing.T, what string) *floor {
	t.Helper()
	for _, f := range floors {
		if f.what == what {
			return f
		}
	}
	t.Fatalf("no floor %s", what)
	return nil
}

// An op of each floor is what its name says: as many system calls and context switches as the kernel counts of it.
func TestFloorsDoWhatTheySay(t *testing.T) {
	_, uncounted := sys.SyscallTracepoint()
	for _, c := range []struct {
		name            string
		cell            Cell
		calls, most     float64 // an op, at least and at most
		switches, mostS float64
	}{
		{"syscall", Cell{Floor, floorNamed(t, "syscall"), mechanisms.Block, Same, 8, 1}, 1, 1.001, 0, 0.05},
		{"clock", Cell{Floor, floorNamed(t, "clock"), mechanisms.Block, Same, 8, 1}, 0, 1, 0, 0.05}, // a call where the clock source takes one
		{"engine", Cell{Floor, floorNamed(t, "engine"), mechanisms.Block, Same, 8, 1}, 0, 0.001, 0, 0.05},
		{"copy", Cell{Floor, floorNamed(t, "copy"), mechanisms.Block, Same, 4096, 1}, 0, 0.001, 0, 0.05},
		{"copy-cold", Cell{Floor, floorNamed(t, "copy-cold"), mechanisms.Block, Same, 4096, 1}, 0, 0.001, 0, 0.05},
		{"line", Cell{Floor, floorNamed(t, "line"), mechanisms.Block, Cross, 8, 1}, 0, 0.001, 0, 0.1},
		{"switch", Cell{Floor, floorNamed(t, "switch"), mechanisms.Block, Same, 8, 1}, 2, 8, 2, 2.5},
		{"wake same", Cell{Floor, floorNamed(t, "wake"), mechanisms.Block, Same, 8, 1}, 3, 4.01, 2, 2.5},
		{"wake cross", Cell{Floor, floorNamed(t, "wake"), mechanisms.Block, Cross, 8, 1}, 2, 4.01, 0.2, 2.5}, // what comes before the other sleeps is not slept for
		{"path pipe", Cell{Floor, pipe.Pipe{}, mechanisms.Block, Same, 64, 1}, 4, 4.001, 0, 0.05},
		{"path eventfd", Cell{Floor, signal.Eventfd{}, mechanisms.Block, Same, 8, 1}, 4, 4.001, 0, 0.05},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := c.cell.Place.CPUs(); err != nil {
				t.Skip(err)
			}
			undisturbed(t, func() error {
				s, err := openSample(c.cell, 30*time.Second)
				if err != nil {
					return err
				}
				defer s.pair.Kill()
				const ops = 30_000 // many, that the runtime's own sleeping about a pass weighs little
				m, err := s.run(ops)
				if err != nil {
					return err
				}
				if m.nsPerOp <= 0 || m.mallocs != 0 {
					return fmt.Errorf("%v ns/op, %v allocs/op", m.nsPerOp, m.mallocs)
				}
				if m.switchesPerOp < c.switches || m.switchesPerOp > c.mostS {
					return fmt.Errorf("%v context switches an op, want %v to %v", m.switchesPerOp, c.switches, c.mostS)
				}
				if uncounted != nil {
					return nil
				}
				counted, err := s.count(ops)
				if err != nil {
					return err
				}
				if calls := counted.syscallsPerOp; !(calls >= c.calls && calls <= c.most) {
					return fmt.Errorf("%v system calls an op, want %v to %v", calls, c.calls, c.most)
				}
				return nil
			})
		})
	}
}

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
	p := makePlan(selection{matrix: matrices["default"], mechanisms: []mechanisms.Mechanism{pipe.Pipe{}, signal.Eventfd{}}}, []Pattern{Floor})
	seen := map[string]int{}
	for _, c := range p.cells {
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
