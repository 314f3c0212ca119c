package sample

import (
	"strings"
	"testing"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/internal/proc"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/inproc"
	"ipcbench/mechanisms/memory"
	"ipcbench/mechanisms/pipe"
	"ipcbench/mechanisms/queue"
	"ipcbench/mechanisms/rpc"
	"ipcbench/mechanisms/signal"
	"ipcbench/mechanisms/socket"
)

// A tracer counts system calls: of threads and of whole processes, in two processes and in one.
func TestTracedCounts(t *testing.T) {
	const many = 100 // the Go runtime's own calls come and go
	for _, c := range []struct {
		plan.Cell
		least, most float64 // system calls per op
	}{
		{cell(pattern.Latency, pipe.Pipe{}, mechanisms.Block, place.Same, 64), 4, 4},
		{cell(pattern.Latency, socket.TCP{}, mechanisms.Block, place.Cross, 64), 4, 4},
		{cell(pattern.Latency, queue.POSIX{}, mechanisms.Block, place.Same, 64), 4, 4},
		{cell(pattern.Latency, signal.Eventfd{}, mechanisms.Block, place.Same, 8), 4, 4},
		// A side that finds its message at once does not sleep.
		{cell(pattern.Latency, memory.Slot{}, mechanisms.Block, place.Same, 64), 2, 4},
		{cell(pattern.Latency, memory.Slot{}, mechanisms.Spin, place.Cross, 64), 0, 0},
		{cell(pattern.Latency, rpc.Gob{}, mechanisms.Block, place.Same, 64), 4, many},
		{cell(pattern.Latency, inproc.Chan{}, mechanisms.Block, place.Same, 64), 2, many},
		{cell(pattern.Throughput, pipe.Pipe{}, mechanisms.Block, place.Same, 64), 2, 2},
	} {
		t.Run(string(c.Pattern)+"/"+c.Name(), func(t *testing.T) {
			if err := c.Mechanism.Available(); err != nil {
				t.Skip(err)
			}
			if _, err := c.Place.CPUs(); err != nil {
				t.Skip(err)
			}
			s, err := open(c.Cell, Options{Idle: 30 * time.Second, Traceable: true})
			if err != nil {
				t.Fatal(err)
			}
			defer s.ends.Kill()
			const n = 300
			got, err := s.countTraced(n)
			if err != nil {
				t.Fatal(err)
			}
			if got < c.least || got > c.most {
				t.Errorf("%v system calls/op, want %v to %v", got, c.least, c.most)
			}
			if _, err := s.run(n); err != nil {
				t.Errorf("after the tracer has detached: %v", err)
			}
		})
	}
}

// Tracing worker processes that end fails and says so, and the next trace works.
func TestTracedWorkersThatEnd(t *testing.T) {
	c := cell(pattern.Latency, pipe.Pipe{}, mechanisms.Block, place.Same, 64)
	s, err := OpenCold(c, Options{Idle: 30 * time.Second, Traceable: true})
	if err != nil {
		t.Fatal(err)
	}
	count, err := proc.TraceSyscalls([]int{s.ends.PID(mechanisms.A), s.ends.PID(mechanisms.B)}, 2)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.ends.Kill(); err != nil {
		t.Error(err)
	}
	if n, err := count(); err == nil || !strings.Contains(err.Error(), "have ended") {
		t.Errorf("%d system calls, %v", n, err)
	}
	if _, err := proc.TraceSyscalls([]int{s.ends.PID(mechanisms.A)}, 1); err == nil {
		t.Error("a process that has ended is traced")
	}
	if s, err = OpenCold(c, Options{Idle: 30 * time.Second, Traceable: true}); err != nil {
		t.Fatal(err)
	}
	defer s.ends.Kill()
	if n, err := s.countTraced(100); err != nil || n != 4 {
		t.Errorf("then %v system calls/op, %v", n, err)
	}
}
