package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A run is a process of the benchmark binary. Its files and child processes are recognised by its own TMPDIR.
type run struct {
	cmd            *exec.Cmd
	dir            string // its TMPDIR
	stdout, stderr bytes.Buffer
}

// messages selects the benchmarks Latency and Throughput.
const messages = "-test.bench=Latency|Throughput"

// newRun prepares a run with these arguments; the method start starts it.
func newRun(t *testing.T, arguments ...string) *run {
	t.Helper()
	dir, err := os.MkdirTemp("", "e2e") // short: the path of a Unix socket has at most 107 bytes
	if err != nil {
		t.Fatal(err)
	}
	r := &run{cmd: exec.Command(benchmark, append([]string{"-test.run=^$"}, arguments...)...), dir: dir}
	r.cmd.Dir = moduleRoot
	r.cmd.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool {
		return strings.HasPrefix(v, "TMPDIR=") || strings.HasPrefix(v, "IPCBENCH_")
	}), "TMPDIR="+dir)
	r.cmd.Stdout, r.cmd.Stderr = &r.stdout, &r.stderr
	r.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // a group of its own, as under a shell
	r.cmd.WaitDelay = patience                              // an orphan that holds its output open becomes an error
	t.Cleanup(func() {
		if r.cmd.Process != nil && r.cmd.ProcessState == nil {
			r.cmd.Process.Kill()
			r.cmd.Wait()
		}
		os.RemoveAll(dir)
	})
	return r
}

func (r *run) start(t *testing.T) {
	t.Helper()
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
}

// wait waits for the end and returns how it ended.
func (r *run) wait(t *testing.T) syscall.WaitStatus {
	t.Helper()
	if err := r.cmd.Wait(); err != nil {
		if _, ended := err.(*exec.ExitError); !ended {
			t.Fatal(err)
		}
	}
	return r.cmd.ProcessState.Sys().(syscall.WaitStatus)
}

// finished runs to the end, and checks the exit status and that nothing is left behind.
func finished(t *testing.T, status int, arguments ...string) *run {
	t.Helper()
	r := newRun(t, arguments...)
	r.start(t)
	if got := r.wait(t); got.ExitStatus() != status {
		t.Fatalf("%q ended with status %d, want %d\n%s%s", arguments, got.ExitStatus(), status, &r.stdout, &r.stderr)
	}
	r.leavesNothing(t)
	return r
}

// notice matches what a run says about the machine on standard error: what it does without, and that another run is
// under way.
var notice = regexp.MustCompile(`(?m)^note from ipcbench: (without|another run is under way).*\n`)

// withoutNotices is everything else on standard error.
func withoutNotices(said string) string { return notice.ReplaceAllString(said, "") }

// patience is how long to wait for what should take milliseconds.
const patience = 10 * time.Second

// eventually polls until ok returns true, and tells whether it did.
func eventually(ok func() bool) bool {
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if ok() {
			return true
		}
	}
	return ok()
}
