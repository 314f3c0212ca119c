package e2e

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"ipcbench/internal/host"
)

// quotaGroup makes a control group below that of this process, with a CPU quota in microseconds of each 100 ms, for
// the length of the test. It skips the test where that is not allowed.
func quotaGroup(t *testing.T, quota string) (dir string) {
	t.Helper()
	groups := host.Here.ControlGroups()
	if len(groups) == 0 {
		t.Skip("no hierarchy of control groups with the controller cpu is mounted here")
	}
	dir, err := os.MkdirTemp(groups[0].Dir(), "ipcbench-test-")
	if err != nil {
		t.Skipf("no control group can be made here: %v", err)
	}
	t.Cleanup(func() {
		// The kernel lets go of a group a moment after its last process has ended.
		for range 100 {
			if err = os.Remove(dir); err == nil || errors.Is(err, fs.ErrNotExist) {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.Error(err)
	})
	for file, text := range map[string]string{"cpu.cfs_quota_us": quota, "cpu.max": quota + " 100000"} {
		if _, err := os.Stat(filepath.Join(dir, file)); err != nil {
			continue
		}
		if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0); err != nil {
			t.Skipf("no CPU quota can be set here: %v", err)
		}
		return dir
	}
	t.Skipf("%s has neither cpu.cfs_quota_us nor cpu.max: the controller cpu is not given to groups here", dir)
	return ""
}

// inGroup makes a run start in a control group.
func (r *run) inGroup(dir string) *run {
	const join = `echo $$ >"$0/cgroup.procs" && exec "$@"`
	r.cmd.Args = append([]string{"sh", "-c", join, dir, r.cmd.Path}, r.cmd.Args[1:]...)
	r.cmd.Path = "/bin/sh"
	return r
}

// Every sample of ends that want more CPU time than their control group may use says that it was held back, the report
// counts it as disturbed and says why, and without a quota no sample says so.
func TestAQuotaIsNoticed(t *testing.T) {
	cells := []string{"-ipc.mechs=pipe,eventfd", "-ipc.sizes=64", "-ipc.waits=spin", messages, "-test.benchtime=200ms"}
	r := newRun(t, cells...).inGroup(quotaGroup(t, "20000")) // a fifth of one CPU, for two ends that spin
	r.start(t)
	if status := r.wait(t); status.ExitStatus() != 0 {
		t.Fatalf("ended with status %d\n%s%s", status.ExitStatus(), &r.stdout, &r.stderr)
	}
	r.leavesNothing(t)
	samples := 0
	for line := range strings.Lines(r.stdout.String()) {
		if !strings.HasPrefix(line, "Benchmark") {
			continue
		}
		samples++
		if held, ok := valueOf(t, line, "throttled-%"); !ok || held < 10 || held > 100 {
			t.Errorf("with a fifth of a CPU, throttled-%% is %v: %s", held, line)
		}
	}
	if samples == 0 {
		t.Fatalf("no samples\n%s%s", &r.stdout, &r.stderr)
	}
	const says = "the control group's CPU quota held CPUs back for more than 3 % of the time"
	if said := report(t, r.stdout.Bytes()); !strings.Contains(strings.Join(strings.Fields(said), " "), says) {
		t.Errorf("the report does not say %q:\n%s", says, said)
	}
}

// throttled matches a figure in throttled-%, not the line that says which values of it are better.
var throttled = regexp.MustCompile(`[0-9]\s+throttled-%`)

// Without a quota no sample says how long it was held back.
func TestWithoutAQuotaNothingIsHeldBack(t *testing.T) {
	for _, g := range host.Here.ControlGroups() {
		if cpus, limited := g.Quota(); limited {
			t.Skipf("%s has a quota of %g CPUs", g.Dir(), cpus)
		}
	}
	r := finished(t, 0, "-ipc.mechs=pipe", "-ipc.sizes=64", "-ipc.waits=block", messages, "-test.benchtime=30x")
	if said := r.stdout.String(); !strings.Contains(said, "BenchmarkLatency/") || throttled.MatchString(said) {
		t.Errorf("no sample, or one with throttled-%%:\n%s", said)
	}
}
