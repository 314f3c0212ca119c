package sample

import (
	"testing"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/internal/syscount"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/pipe"
)

// No time is measured while system calls are counted: a pass waits until the kernel has disabled the tracepoint.
func TestNothingIsTimedWhileCallsAreCounted(t *testing.T) {
	if _, err := syscount.Tracepoint(); err != nil {
		t.Skip(err)
	}
	c := cell(pattern.Latency, pipe.Pipe{}, mechanisms.Block, place.Same, 64)
	s, err := open(c, Options{Idle: 30 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer s.ends.Kill()
	for range 3 {
		if c, err := s.count(20); err != nil || c.syscallsPerOp < 3.9 {
			t.Fatalf("%+v, %v", c, err)
		}
		if _, err := s.run(20); err != nil {
			t.Fatal(err)
		}
		select {
		case <-hold.closed:
		default:
			t.Error("a pass has run while the counter was still being closed")
		}
		if hold.counter != nil {
			t.Error("a counter is open after a pass")
		}
	}
	// Who counts several samples keeps the tracepoint enabled meanwhile.
	HoldCounters()
	if _, err := s.count(20); err != nil || hold.counter == nil {
		t.Errorf("%v: let go by the first of several samples", err)
	}
	LetCountersGo()
	awaitNoCounters()
}
