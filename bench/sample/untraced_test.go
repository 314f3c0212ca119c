package sample

import (
	"testing"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/internal/sandbox"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/memory"
	"ipcbench/mechanisms/pipe"

	"golang.org/x/sys/unix"
)

// If a process may not allow another to read its memory, the one mechanism that needs this is skipped, and the others
// run.
func TestWorkersRunWhereNoneMayAllowTracing(t *testing.T) {
	if !sandbox.Inside(t, sandbox.Rule{Call: unix.SYS_PRCTL, Argument: unix.PR_SET_PTRACER}) {
		return
	}
	if err := (memory.CMA{}).Available(); err == nil {
		t.Error("cma is not skipped")
	} else {
		t.Log(err)
	}
	c := cell(pattern.Latency, pipe.Pipe{}, mechanisms.Block, place.Same, 64)
	s, err := OpenCold(c, Options{Idle: 20 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer s.ends.Kill()
	if _, err := s.run(10); err != nil {
		t.Error(err)
	}
	if err := s.close(); err != nil {
		t.Error(err)
	}
}
