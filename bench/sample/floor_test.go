package sample

import (
	"fmt"
	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/internal/schema"
	"ipcbench/internal/syscount"
	"ipcbench/mechanisms/pipe"
	"ipcbench/mechanisms/signal"
	"testing"
	"time"
)

// An op of each floor does what its name says: the kernel counts the right number of system calls and context
// switches.
func TestFloorsDoWhatTheySay(t *testing.T) {
	_, uncounted := syscount.Tracepoint()
	for _, c := range []struct {
		name            string
		cell            plan.Cell
		calls, most     float64 // system calls per op, at least and at most
		switches, mostS float64 // context switches per op, at least and at most
	}{
		{"syscall", floorCell(t, "syscall", place.Same, 8), 1, 1.001, 0, 0.05},
		// With some clock sources a reading is a system call.
		{"clock", floorCell(t, "clock", place.Same, 8), 0, 1, 0, 0.05},
		{"engine", floorCell(t, "engine", place.Same, 8), 0, 0.001, 0, 0.05},
		{"copy", floorCell(t, "copy", place.Same, 4096), 0, 0.001, 0, 0.05},
		{"copy-cold", floorCell(t, "copy-cold", place.Same, 4096), 0, 0.001, 0, 0.05},
		{"line", floorCell(t, "line", place.Cross, 8), 0, 0.001, 0, 0.1},
		{"switch", floorCell(t, "switch", place.Same, 8), 2, 8, 2, 2.5},
		{"wake same", floorCell(t, "wake", place.Same, 8), 3, 4.01, 2, 2.5},
		// A wake-up that comes before the other side sleeps saves it the sleep.
		{"wake cross", floorCell(t, "wake", place.Cross, 8), 2, 4.01, 0.2, 2.5},
		{"path pipe", pattern.PathCell(pipe.Pipe{}, 64), 4, 4.001, 0, 0.05},
		{"path eventfd", pattern.PathCell(signal.Eventfd{}, 8), 4, 4.001, 0, 0.05},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := c.cell.Place.CPUs(); err != nil {
				t.Skip(err)
			}
			undisturbed(t, func() error {
				s, err := open(c.cell, Options{Idle: 30 * time.Second})
				if err != nil {
					return err
				}
				defer s.ends.Kill()
				const ops = 30_000 // so many that the Go runtime's own sleeping before and after a pass hardly counts
				m, err := s.run(ops)
				if err != nil {
					return err
				}
				if m.NsPerOp <= 0 || m.AllocsPerOp != 0 {
					return fmt.Errorf("%v ns/op, %v allocs/op", m.NsPerOp, m.AllocsPerOp)
				}
				if m.SwitchesPerOp < c.switches || m.SwitchesPerOp > c.mostS {
					return fmt.Errorf("%v context switches an op, want %v to %v", m.SwitchesPerOp, c.switches, c.mostS)
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

// floorCell is the cell of the floor with this what=.
func floorCell(t *testing.T, what string, at place.Place, size int) plan.Cell {
	t.Helper()
	c, ok := pattern.FloorCell(what, at, size)
	if !ok {
		t.Fatalf("no floor %s", what)
	}
	return c
}

// A sample of jitter reports what all of its gaps were, and no others: as many as its ops.
func TestJitterIsReported(t *testing.T) {
	cpus, err := place.Same.CPUs()
	if err != nil {
		t.Skip(err)
	}
	s, err := open(floorCell(t, "jitter", place.On(cpus[0]), 8), Options{Idle: 30 * time.Second, Brief: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.ends.Kill()
	r, err := s.Take(Length{For: 20 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	figures := map[string]float64{}
	for _, f := range r.Figures {
		figures[f.Unit] = f.Value
	}
	if n := figures[schema.Readings]; n == 0 || int(n) != r.Ops {
		t.Errorf("%v gaps in %d ops", n, r.Ops)
	}
	if _, ok := figures[schema.InterruptsPerSec]; !ok || figures[schema.MaxNs] <= 0 {
		t.Errorf("no interruptions or no longest gap: %v", figures)
	}
}
