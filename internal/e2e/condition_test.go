package e2e

import (
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// What the kernel denies is refused before anything runs, in one line that names the flag, the call and the remedy.
func TestConditionsThatAreDeniedAreRefused(t *testing.T) {
	for _, c := range []struct {
		flag, words, remedy string
		call                uint32
	}{
		{"-ipc.sched=fifo:50", "sched_setattr: operation not permitted", "ulimit -r 50", unix.SYS_SCHED_SETATTR},
		{"-ipc.mlock", "mlockall: operation not permitted", "ulimit -l unlimited", unix.SYS_MLOCKALL},
	} {
		t.Run(c.flag, func(t *testing.T) {
			r := newRun(t, c.flag, "-ipc.mechs=pipe", messages, "-test.benchtime=1x").
				denying(t, denial{[]uint32{c.call}, unix.EPERM})
			r.start(t)
			if status := r.wait(t).ExitStatus(); status != 2 || r.stdout.Len() > 0 {
				t.Errorf("ended with status %d, want 2 and no output\n%s", status, &r.stdout)
			}
			r.saysOnce(t, c.flag+": ", c.words, c.remedy)
			r.leavesNothing(t)
		})
	}
}

// The condition stands in the names of the results and in a configuration line.
func TestConditionsAreRecorded(t *testing.T) {
	r := finished(t, 0, "-ipc.sched=idle", "-ipc.mechs=pipe", "-ipc.sizes=64", "-ipc.waits=block", "-ipc.places=same",
		messages, "-test.benchtime=1x")
	results := parse(t, r.stdout.Bytes())
	for _, result := range results {
		if !strings.Contains(string(result.Name)+"-", "/sched=idle-") || result.GetConfig("sched") != "idle" ||
			result.GetConfig("mlock") != "" {
			t.Errorf("%s: sched: %q, mlock: %q", result.Name, result.GetConfig("sched"), result.GetConfig("mlock"))
		}
	}
	if len(results) != 2 {
		t.Errorf("%d results, want 2", len(results))
	}
}
