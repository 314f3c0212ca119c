package e2e

import (
	"os"
	"strconv"
	"syscall"
	"testing"
)

// kills is how often a test kills a coordinator. IPCBENCH_KILLS=100 is the full check.
func kills(t *testing.T, usual int) int {
	t.Helper()
	text := os.Getenv("IPCBENCH_KILLS")
	if text == "" {
		return usual
	}
	tries, err := strconv.Atoi(text)
	if err != nil || tries < 1 {
		t.Fatalf("IPCBENCH_KILLS=%s: want a number of tries", text)
	}
	return tries
}

// However and whenever the coordinator is killed, nothing is left a moment later: no worker process, watchman, file
// or queue. Some of the runs have two network namespaces.
func TestKilledCoordinatorLeavesNothing(t *testing.T) {
	tries, m := kills(t, 8), newMoments(t)
	struck := 0
	for try := range tries {
		r, busy := m.begin(t)
		if err := r.cmd.Process.Kill(); err != nil {
			t.Fatalf("try %d: %v", try, err)
		}
		if status := r.wait(t); !status.Signaled() || status.Signal() != syscall.SIGKILL {
			t.Errorf("try %d: ended with wait status %#x before it was killed\n%s%s",
				try, int(status), &r.stdout, &r.stderr)
		}
		r.leavesNothing(t)
		if t.Failed() {
			t.Fatalf("in try %d", try)
		}
		if busy {
			struck++
		}
	}
	t.Logf("%d of %d kills while a pair ran", struck, tries)
	if struck == 0 {
		t.Error("no kill struck while a pair ran, so this shows nothing")
	}
}
