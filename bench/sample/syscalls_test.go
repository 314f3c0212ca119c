package sample

import (
	"slices"
	"testing"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/internal/syscount"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/catalogue"
)

// The system calls of a mechanism are counted: exactly if each side blocks and so makes one call for each message,
// and at least as many if it retries.
func TestSyscallsAreCounted(t *testing.T) {
	if _, err := syscount.Tracepoint(); err != nil {
		t.Skip(err)
	}
	const want = 4 // each side sends and receives
	for _, m := range catalogue.All() {
		name := m.Traits().Name
		if !slices.Contains([]string{"pipe", "fifo", "mq-posix", "unix-stream", "tcp", "eventfd"}, name) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			if err := m.Available(); err != nil {
				t.Skip(err)
			}
			for _, wait := range []mechanisms.Wait{mechanisms.Block, mechanisms.Yield} {
				c := cell(pattern.Latency, m, wait, place.Same, mechanisms.NumberSize)
				s, err := open(c, Options{Idle: 30 * time.Second})
				if err != nil {
					t.Fatal(err)
				}
				counted, err := s.count(countOps(s.estimate))
				s.ends.Kill()
				if err != nil {
					t.Fatal(err)
				}
				got := counted.syscallsPerOp
				if !(got >= want) || wait == mechanisms.Block && got > want+0.001 {
					t.Errorf("wait=%s: %v system calls per round trip, want %v", wait, got, want)
				}
			}
		})
	}
}

func TestCountOps(t *testing.T) {
	for ns, want := range map[float64]int{1: countMost, 2e3: 4000, 50e3: 160, 8e6: countLeast} {
		if got := countOps(ns); got != want {
			t.Errorf("countOps(%v) = %d, want %d", ns, got, want)
		}
	}
}
