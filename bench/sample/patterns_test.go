package sample

import (
	"fmt"
	"os"
	"testing"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/bench/worker"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/file"
	"ipcbench/mechanisms/memory"
	"ipcbench/mechanisms/pipe"
	"ipcbench/mechanisms/queue"
	"ipcbench/mechanisms/rpc"
	"ipcbench/mechanisms/signal"
)

// Both directions at once neither block each other nor lose a message, with messages shorter and far longer than any
// buffer.
func TestDuplexDoesNotStick(t *testing.T) {
	for _, c := range []plan.Cell{
		cell(pattern.Duplex, pipe.Pipe{}, mechanisms.Block, place.Same, 64),
		cell(pattern.Duplex, pipe.Pipe{}, mechanisms.Block, place.Same, 1<<20),
		cell(pattern.Duplex, pipe.Vmsplice{}, mechanisms.Block, place.Same, 64),
		cell(pattern.Duplex, pipe.PTY{}, mechanisms.Block, place.Same, 1<<16),
		cell(pattern.Duplex, file.Kept{}, mechanisms.Yield, place.Same, 1<<16),
		cell(pattern.Duplex, queue.SysV{}, mechanisms.Block, place.Same, 4096),
		cell(pattern.Duplex, memory.Ring{}, mechanisms.Block, place.Same, 1<<16),
		cell(pattern.Duplex, memory.Ring{InPlace: true}, mechanisms.Block, place.Same, 64),
		cell(pattern.Duplex, memory.Ring{Batch: true}, mechanisms.Yield, place.Same, 64),
	} {
		t.Run(c.Name(), func(t *testing.T) {
			if err := c.Mechanism.Available(); err != nil {
				t.Skip(err)
			}
			s, err := OpenCold(c, Options{Idle: 20 * time.Second})
			if err != nil {
				t.Fatal(err)
			}
			defer s.ends.Kill()
			before := s.progress()
			const ops = 200
			m, err := s.run(ops)
			if err != nil {
				t.Fatal(err)
			}
			if m.NsPerOp <= 0 {
				t.Errorf("%v ns/op", m.NsPerOp)
			}
			after := s.progress()
			for side := range after {
				sent := after[side].Sent - before[side].Sent
				received := after[side].Received - before[side].Received
				if sent < ops || received < ops {
					t.Errorf("side %v sent %d and received %d, want at least %d",
						mechanisms.Side(side), sent, received, ops)
				}
			}
			if err := s.close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// An op of Setup makes a channel, uses it, and leaves nothing behind.
func TestSetupLeavesNothingBehind(t *testing.T) {
	for _, m := range []mechanisms.Mechanism{
		pipe.FIFO{}, queue.POSIX{}, queue.SysV{}, memory.Slot{}, file.File{Tmpfs: true}, rpc.Gob{},
	} {
		t.Run(m.Traits().Name, func(t *testing.T) {
			if err := m.Available(); err != nil {
				t.Skip(err)
			}
			s, err := OpenCold(pattern.SetupCell(m), Options{Idle: 20 * time.Second})
			if err != nil {
				t.Fatal(err)
			}
			defer s.ends.Kill()
			before := len(descriptors(t, s.ends.PID(mechanisms.A)))
			for range 3 {
				if m, err := s.run(20); err != nil || m.NsPerOp <= 0 {
					t.Fatalf("%v ns/op, %v", m.NsPerOp, err)
				}
			}
			if after := len(descriptors(t, s.ends.PID(mechanisms.A))); after > before+2 {
				t.Errorf("%d descriptors after 60 channels, %d before", after, before)
			}
			if p, err := s.time(20, 0); err != nil || p.P50 <= 0 {
				t.Errorf("%+v, %v", p, err)
			}
			if err := s.close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// A mechanism with room for one message has one under way, a mechanism with room for several has as many.
func TestDepthIsSeen(t *testing.T) {
	for _, c := range []struct {
		mechanism mechanisms.Mechanism
		deepest   float64
	}{
		{memory.Slot{}, 1}, {memory.Notified{Bell: signal.Semop{}}, 4}, {queue.POSIX{}, 10},
		{memory.Ring{}, 64 << 10 / 72},
	} {
		t.Run(c.mechanism.Traits().Name, func(t *testing.T) {
			if err := c.mechanism.Available(); err != nil {
				t.Skip(err)
			}
			stream := cell(pattern.Throughput, c.mechanism, mechanisms.Block, place.Same, 64)
			s, err := OpenCold(stream, Options{Idle: 20 * time.Second})
			if err != nil {
				t.Fatal(err)
			}
			defer s.ends.Kill()
			counted, err := s.count(5000)
			if err != nil {
				t.Fatal(err)
			}
			if d := counted.seen[schema.InFlight]; d > c.deepest || d < (c.deepest+1)/2 {
				t.Errorf("%v messages under way at once, want %v", d, c.deepest)
			}
			if err := s.close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// The steps of messages through a file are timed one by one.
func TestStepsAreTimed(t *testing.T) {
	s, err := OpenCold(pattern.SetupCell(file.File{}), Options{Idle: 20 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer s.ends.Kill()
	const channels = 50
	steps, err := s.steps(channels)
	if err != nil {
		t.Fatal(err)
	}
	for name, least := range map[string]int{
		"open": 2 * channels, "write": channels, "read": channels, "close": 2 * channels,
	} {
		if n := len(steps[name]); n < least {
			t.Errorf("%s: timed %d times, want %d or more", name, n, least)
		}
		var sum int64
		for _, ns := range steps[name] {
			sum += ns
		}
		if sum <= 0 {
			t.Errorf("%s: took %d ns in all", name, sum)
		}
	}
	if err := s.close(); err != nil {
		t.Error(err)
	}
}

// Several pairs at once count as one stream: their rates add up.
func TestPairsAddUp(t *testing.T) {
	c := paired(cell(pattern.Throughput, pipe.Pipe{}, mechanisms.Block, place.Same, 64), "pairs=3")
	s, err := Open(c, Options{Idle: 20 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Kill()
	const ops = 500
	m, err := s.runAll(worker.Exactly(ops))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := m.NsPerOp*3*ops, float64(m.Ended-m.Began); got < 0.99*want || got > 1.01*want {
		t.Errorf("%v ns of all ops, want the %v that they took together", got, want)
	}
	if len(s.mates) != 2 {
		t.Errorf("%d pairs run beside the first, want 2", len(s.mates))
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// descriptors are the descriptors that a process has open.
func descriptors(t *testing.T, pid int) []os.DirEntry {
	t.Helper()
	all, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	if err != nil {
		t.Fatal(err)
	}
	return all
}
