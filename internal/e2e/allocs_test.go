package e2e

import (
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ipcbench/internal/meter"
)

// A worker process of a raw mechanism allocates exactly nothing in its loop. No library that is linked into it has a
// timer that fires each second, or a goroutine that polls.
func TestRawWorkersAllocateNothing(t *testing.T) {
	r := newRun(t, "-ipc.mechs=pipe,shm-slot", "-ipc.sizes=64", "-ipc.waits=block", "-ipc.places=same")
	socket := filepath.Join(r.dir, "s")
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: socket, Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	r.cmd.Env = append(r.cmd.Env, meter.Variable+"="+socket)
	r.start(t)
	listener.SetDeadline(time.Now().Add(patience))
	conn, err := listener.AcceptUnix()
	if err != nil {
		t.Fatalf("%v\n%s", err, &r.stderr)
	}
	p, err := meter.Greet(t.Context(), conn)
	if err != nil {
		t.Fatal(err)
	}
	ask := func(o meter.Order) meter.Answer {
		t.Helper()
		a, err := p.Ask(t.Context(), o)
		if err != nil {
			t.Fatalf("%+v: %v", o, err)
		}
		return a
	}
	cells := slices.DeleteFunc(p.Hello.Cells, func(c string) bool { return !strings.Contains(c, "Latency") })
	if len(cells) != 2 {
		t.Errorf("%d cells: %q", len(cells), cells)
	}
	for _, cell := range cells {
		ask(meter.Order{Task: meter.Open, Cell: cell})
		ns := ask(meter.Order{Task: meter.Mean, Ops: 1000}).Nanoseconds
		// Long enough to notice what happens each second. While other processes use the CPUs, the Go runtime may start
		// a thread in some of the passes, which takes about six objects.
		const length, most = 2 * time.Second, 5
		var counts []meter.Counts
		for range most {
			c := ask(meter.Order{Task: meter.Count, Ops: int(float64(length) / ns)}).Counts
			if c["allocs/op"] == 0 && c["B/op"] == 0 && len(c) >= 3 {
				counts = nil
				break
			}
			counts = append(counts, c)
		}
		if counts != nil {
			t.Errorf("%s: %v", cell, counts)
		}
	}
	p.Close()
	os.Remove(socket)
	if status := r.wait(t); status.ExitStatus() != 0 {
		t.Errorf("ended with status %d\n%s", status.ExitStatus(), &r.stderr)
	}
	r.leavesNothing(t)
}
