package e2e

import (
	"os"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"ipcbench/internal/syscount"
)

// If the kernel allows counting system calls, every line says how many there were. If not, no line does, and none
// says that there were 0. Figures that need no permission are there in both cases.
func TestSystemCallCountsAreAbsentWhereNotAllowed(t *testing.T) {
	_, unable := syscount.Tracepoint()
	t.Run("this user", func(t *testing.T) {
		r := countedRun(t)
		r.start(t)
		r.counts(t, unable == nil)
	})
	t.Run("nobody", func(t *testing.T) {
		nobody := nobodyWhoMayNotCount(t)
		r := countedRun(t)
		r.cmd.SysProcAttr.Credential = nobody
		letEverybodyIn(t, binaries, r.dir)
		if err := os.Chown(r.dir, int(nobody.Uid), int(nobody.Gid)); err != nil {
			t.Fatal(err)
		}
		if err := r.cmd.Start(); err != nil {
			t.Skipf("the benchmark cannot be run as nobody: %v", err)
		}
		r.counts(t, false)
	})
}

// nobodyWhoMayNotCount is a user who may not use the tracepoint.
func nobodyWhoMayNotCount(t *testing.T) *syscall.Credential {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("only root can run as another user")
	}
	if level, err := strconv.Atoi(sysctl(t, "kernel/perf_event_paranoid")); err != nil || level < 2 {
		t.Skipf("kernel.perf_event_paranoid is %d, so that everybody may count (%v)", level, err)
	}
	const nobody = 65534
	return &syscall.Credential{Uid: nobody, Gid: nobody}
}

func letEverybodyIn(t *testing.T, dirs ...string) {
	t.Helper()
	for _, dir := range dirs {
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
}

// countedRun has lines of a mechanism that makes system calls, and of a pattern that has no percentiles.
func countedRun(t *testing.T) *run {
	r := newRun(t, "-ipc.mechs=pipe,eventfd", "-ipc.waits=block", "-ipc.places=same", "-ipc.sizes=64",
		messages, "-test.benchtime=200x")
	r.cmd.Dir = r.dir
	return r
}

// counts waits for the run, and checks the counts in its lines.
func (r *run) counts(t *testing.T, syscalls bool) {
	t.Helper()
	if status := r.wait(t); status.ExitStatus() != 0 {
		t.Fatalf("ended with status %d\n%s%s", status.ExitStatus(), &r.stdout, &r.stderr)
	}
	r.leavesNothing(t)
	lines := regexp.MustCompile(`(?m)^Benchmark.*ns/op.*$`).FindAllString(r.stdout.String(), -1)
	if len(lines) != 4 {
		t.Fatalf("%d lines, want 4\n%s", len(lines), &r.stdout)
	}
	for _, line := range lines {
		if v, ok := valueOf(t, line, "syscalls/op"); ok != syscalls || ok && v < 2 {
			t.Errorf("%v syscalls/op (%v, want %v): %s", v, ok, syscalls, line)
		}
		for _, unit := range []string{"cpu-ns/op", "csw/op", "warm-up-ns"} {
			// A pipe takes as many short messages as these without a switch.
			none := unit == "csw/op" && strings.Contains(line, "Throughput")
			if v, ok := valueOf(t, line, unit); !ok || v < 0 || v == 0 && !none {
				t.Errorf("%v %s: %s", v, unit, line)
			}
		}
	}
}

// sysctl is the value of a kernel parameter.
func sysctl(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("/proc/sys/" + name)
	if err != nil {
		t.Skip(err)
	}
	return strings.TrimSpace(string(text))
}
