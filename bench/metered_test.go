package bench

import (
	"math"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/internal/meter"
	"ipcbench/internal/syscount"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/pipe"
)

// metering serves cells in this process. It returns the program that gives the orders, and the result of serving.
func metering(t *testing.T, cells ...plan.Cell) (*meter.Program, <-chan error) {
	t.Helper()
	socket := filepath.Join(t.TempDir(), "s")
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: socket, Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	served := make(chan error, 1)
	go func() {
		served <- serveMeter(socket, plan.Plan{Cells: cells, Skips: []plan.Skip{{What: "other", Reason: "why"}}})
	}()
	conn, err := listener.AcceptUnix()
	if err != nil {
		t.Fatal(err)
	}
	p, err := meter.Greet(t.Context(), conn)
	if err != nil {
		t.Fatal(err)
	}
	return p, served
}

func TestOrdersOfAnotherProgramAreMeasured(t *testing.T) {
	one := plan.Cell{Pattern: Latency, Mechanism: pipe.Pipe{}, Wait: mechanisms.Block, Place: place.Same, Size: 64}
	pairs := one
	pairs.Pattern, pairs.Keys = Throughput, "pairs=2"
	p, served := metering(t, one, pattern.SetupCell(pipe.Pipe{}), pairs)
	name := one.FullName()
	if hello := p.Hello; !slices.Equal(hello.Cells, []string{name}) ||
		!slices.Equal(hello.Skips, []string{"skip other: why"}) || hello.Config["go"] == "" {
		t.Errorf("it says %+v", hello)
	}
	ask := func(o meter.Order) meter.Answer {
		t.Helper()
		a, err := p.Ask(t.Context(), o)
		if err != nil {
			t.Fatalf("%+v: %v", o, err)
		}
		return a
	}
	refused := func(o meter.Order, want string) {
		t.Helper()
		if _, err := p.Ask(t.Context(), o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, where %q was due", o, err, want)
		}
	}
	refused(meter.Order{Task: meter.Mean, Ops: 10}, "no cell is open")
	refused(meter.Order{Task: meter.Open, Cell: "Benchmark"}, "no such cell")
	refused(meter.Order{Task: "dance"}, "unknown task")
	if a := ask(meter.Order{Task: meter.Open, Cell: name}); !(a.Nanoseconds > 0) {
		t.Errorf("a first guess of %v ns", a.Nanoseconds)
	}
	if a := ask(meter.Order{Task: meter.Mean, Ops: 1000}); !(a.Nanoseconds > 100) {
		t.Errorf("%v ns", a.Nanoseconds)
	}
	if a := ask(meter.Order{Task: meter.Probe}); !p.Hello.Probes || a.Changed {
		t.Errorf("the first probe: %+v of %+v", a, p.Hello)
	}
	ask(meter.Order{Task: meter.Probe})
	refused(meter.Order{Task: meter.Mean}, "0 ops")
	ask(meter.Order{Task: meter.Close})
	ask(meter.Order{Task: meter.Close}) // again: nothing is open
	ask(meter.Order{Task: meter.Cold, Cell: name, Elsewhere: true})
	a := ask(meter.Order{Task: meter.Count, Ops: 300})
	if _, unable := syscount.Tracepoint(); unable == nil && math.Abs(a.Counts["syscalls/op"]-4) > 0.1 {
		t.Errorf("a round trip through pipes makes %v system calls", a.Counts["syscalls/op"])
	}
	if math.Abs(a.Counts["allocs/op"]) > 0.1 || len(a.Counts) < 3 {
		t.Errorf("it counts %v", a.Counts)
	}
	p.Close()
	if err := <-served; err != nil {
		t.Error(err)
	}
}
