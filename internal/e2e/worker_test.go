package e2e

import (
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// If a worker process is killed or stopped from outside, its benchmark fails and says so, the others go on, and the
// exit status is 1.
func TestFailedWorkerIsNamed(t *testing.T) {
	const cell = "BenchmarkLatency/mech=pipe/wait=block/place=same/size=64"
	for _, c := range []struct {
		signal syscall.Signal
		says   string
	}{
		{syscall.SIGKILL, "worker B was killed by SIGKILL"},
		{syscall.SIGSTOP, "worker B was stopped by SIGSTOP"},
	} {
		t.Run(c.says, func(t *testing.T) {
			r := newRun(t, "-ipc.mechs=pipe,fifo", "-ipc.waits=block", "-ipc.places=same", "-ipc.sizes=64",
				"-test.bench=Latency", "-test.benchtime=500ms")
			r.start(t)
			var victim int
			if !eventually(func() bool { victim = r.worker("B"); return victim > 0 }) {
				t.Fatal("no worker B seen")
			}
			time.Sleep(200 * time.Millisecond) // past its start; whatever it is doing now, the failure must be named
			if err := syscall.Kill(victim, c.signal); err != nil {
				t.Fatal(err)
			}
			if status := r.wait(t); status.ExitStatus() != 1 {
				t.Errorf("ended with status %d, want 1", status.ExitStatus())
			}
			out := r.stdout.String()
			// If it was not the first run that failed, the testing package has already written the cell's name there.
			failure := regexp.MustCompile(
				`(?m)(^|\t)--- FAIL: ` + cell + `.*\n {4}.*pipe.*` + c.says + `.* sent \d+.*$`)
			if !failure.MatchString(out) {
				t.Errorf("no failure of %s that says %q in\n%s", cell, c.says, out)
			}
			if n := strings.Count(out, "--- FAIL: "+cell); n != 1 {
				t.Errorf("it failed %d times, want once\n%s", n, out)
			}
			other := strings.Replace(cell, "pipe", "fifo", 1)
			if !regexp.MustCompile(other + `(-\d+)?\s.* ns/op.* p99-ns`).MatchString(out) {
				t.Errorf("no result of %s in\n%s", other, out)
			}
			// The report shows it, with line breaks of its own.
			tables := strings.Join(strings.Fields(report(t, r.stdout.Bytes())), " ")
			if !strings.Contains(tables, c.says) || !strings.Contains(tables, "fifo") {
				t.Errorf("the report does not show the failure beside the result:\n%s", tables)
			}
			if said := withoutNotices(r.stderr.String()); said != "" {
				t.Errorf("on standard error: %s", said)
			}
			r.leavesNothing(t)
		})
	}
}

// worker is the worker process of one side, 0 if there is none. With side "" it is any of them.
func (r *run) worker(side string) int {
	for _, p := range processes(r.dir) {
		if strings.HasPrefix(p.commandLine, "ipcbench-worker-"+side) {
			return p.pid
		}
	}
	return 0
}
