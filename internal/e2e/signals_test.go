package e2e

import (
	"strings"
	"syscall"
	"testing"
)

// SIGINT, SIGTERM and SIGHUP end a run at any moment. It ends by that signal and leaves nothing behind.
func TestSignalsEndItCleanly(t *testing.T) {
	const tries = 5
	m := newMoments(t)
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(sig.String(), func(t *testing.T) {
			for range tries {
				r, busy := m.begin(t)
				// To the whole process group, as a terminal does.
				if err := syscall.Kill(-r.cmd.Process.Pid, sig); err != nil {
					t.Fatal(err)
				}
				status := r.wait(t)
				if !(status.Signaled() && status.Signal() == sig) && status.ExitStatus() != 128+int(sig) {
					t.Errorf("ended with wait status %#x (busy: %v), want by %v\n%s%s",
						int(status), busy, sig, &r.stdout, &r.stderr)
				}
				if _, failure, found := strings.Cut(r.stdout.String(), "--- FAIL"); found {
					t.Errorf("a run that was ended by %v says that a benchmark failed%s", sig, failure)
				}
				r.leavesNothing(t)
			}
		})
	}
}
