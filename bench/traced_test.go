package bench

import (
	"strings"
	"testing"
	"time"

	"ipcbench/internal/pair"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/inproc"
	"ipcbench/mechanisms/memory"
	"ipcbench/mechanisms/pipe"
	"ipcbench/mechanisms/queue"
	"ipcbench/mechanisms/rpc"
	"ipcbench/mechanisms/signal"
	"ipcbench/mechanisms/socket"
)

// A tracer counts what is called: by threads and by whole processes, in two processes and in one.
func TestTracedCounts(t *testing.T) {
	const many = 100 // the Go runtime's own calls come and go
	for _, c := range []struct {
		Cell
		least, most float64 // system calls per op
	}{
		{Cell{Latency, pipe.Pipe{}, mechanisms.Block, Same, 64, 1}, 4, 4},
		{Cell{Latency, socket.TCP{}, mechanisms.Block, Cross, 64, 1}, 4, 4},
		{Cell{Latency, queue.POSIX{}, mechanisms.Block, Same, 64, 1}, 4, 4},
		{Cell{Latency, signal.Eventfd{}, mechanisms.Block, Same, 8, 1}, 4, 4},
		{Cell{Latency, memory.Slot{}, mechanisms.Block, Same, 64, 1}, 2, 4}, // a side that finds its message at once does not sleep
		{Cell{Latency, memory.Slot{}, mechanisms.Spin, Cross, 64, 1}, 0, 0},
		{Cell{Latency, rpc.Gob{}, mechanisms.Block, Same, 64, 1}, 4, many},
		{Cell{Latency, inproc.Chan{}, mechanisms.Block, Same, 64, 1}, 2, many},
		{Cell{Throughput, pipe.Pipe{}, mechanisms.Block, Same, 64, 1}, 2, 2},
	} {
		t.Run(string(c.Pattern)+"/"+c.Name(), func(t *testing.T) {
			if err := c.Mechanism.Available(); err != nil {
				t.Skip(err)
			}
			if _, err := c.Place.CPUs(); err != nil {
				t.Skip(err)
			}
			s, err := openSample(c.Cell, 30*time.Second)
			if err != nil {
				t.Fatal(err)
			}
			defer s.pair.Kill()
			const n = 300
			got, err := s.countTraced(n)
			if err != nil {
				t.Fatal(err)
			}
			if got < c.least || got > c.most {
				t.Errorf("%v system calls/op, want %v to %v", got, c.least, c.most)
			}
			if _, err := s.run(n); err != nil {
				t.Errorf("after the tracer has let them go: %v", err)
			}
		})
	}
}

// A trace of workers that end says so, and the next works.
func TestTracedWorkersThatEnd(t *testing.T) {
	c := Cell{Latency, pipe.Pipe{}, mechanisms.Block, Same, 64, 1}
	s, err := openCold(c, 30*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	count, err := pair.TraceSyscalls([]int{s.pair.PID(mechanisms.A), s.pair.PID(mechanisms.B)}, 2)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.pair.Kill(); err != nil {
		t.Error(err)
	}
	if n, err := count(); err == nil || !strings.Contains(err.Error(), "have ended") {
		t.Errorf("%d system calls, %v", n, err)
	}
	if _, err := pair.TraceSyscalls([]int{s.pair.PID(mechanisms.A)}, 1); err == nil {
		t.Error("a process that has ended is traced")
	}
	if s, err = openCold(c, 30*time.Second); err != nil {
		t.Fatal(err)
	}
	defer s.pair.Kill()
	if n, err := s.countTraced(100); err != nil || n != 4 {
		t.Errorf("then %v system calls/op, %v", n, err)
	}
}
