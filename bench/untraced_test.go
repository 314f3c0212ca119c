package bench

import (
	"testing"
	"time"

	"ipcbench/internal/sandbox"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/memory"
	"ipcbench/mechanisms/pipe"

	"golang.org/x/sys/unix"
)

// Where a process may not let another read its memory, the one mechanism that needs it is skipped, and the others run.
func TestWorkersRunWhereNoneMayAllowTracing(t *testing.T) {
	if !sandbox.Inside(t, sandbox.Rule{Call: unix.SYS_PRCTL, Argument: unix.PR_SET_PTRACER}) {
		return
	}
	if err := (memory.CMA{}).Available(); err == nil {
		t.Error("cma is not skipped")
	} else {
		t.Log(err)
	}
	s, err := openCold(Cell{Latency, pipe.Pipe{}, mechanisms.Block, Same, 64, 1}, 20*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer s.pair.Kill()
	if _, err := s.run(10); err != nil {
		t.Error(err)
	}
	if err := s.close(); err != nil {
		t.Error(err)
	}
}
