package e2e

import (
	"runtime"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// onOneCPU starts a run that may use one CPU only.
func (r *run) onOneCPU(t *testing.T) {
	t.Helper()
	runtime.LockOSThread() // a child inherits the affinity of the thread that starts it
	defer runtime.UnlockOSThread()
	var before, one unix.CPUSet
	if err := unix.SchedGetaffinity(0, &before); err != nil {
		t.Skip(err)
	}
	for cpu := range 64 * len(before) {
		if before.IsSet(cpu) {
			one.Set(cpu)
			break
		}
	}
	if err := unix.SchedSetaffinity(0, &one); err != nil {
		t.Skip(err)
	}
	defer unix.SchedSetaffinity(0, &before)
	r.start(t)
}

// If nothing of what was asked for can run, the reasons are in the results and on standard error, and the exit status
// says that nothing was measured.
func TestNothingMeasuredIsAnError(t *testing.T) {
	uring := denial{[]uint32{unix.SYS_IO_URING_SETUP}, unix.EPERM}
	for name, c := range map[string]struct {
		arguments []string
		start     func(*run, *testing.T)
		words     string
		noSkip    bool // the results have no skip, since the machine is not the reason
	}{
		"no such place": {
			arguments: []string{"-ipc.mechs=pipe", "-ipc.places=cross"}, words: "place=cross: ",
			start: (*run).onOneCPU,
		},
		"no such call": {
			arguments: []string{"-ipc.mechs=uring-*"}, words: "uring-unix: ",
			start: func(r *run, t *testing.T) { r.denying(t, uring).start(t) },
		},
		"too large": {
			arguments: []string{"-ipc.mechs=unix-dgram", "-ipc.sizes=64MiB"},
			words:     "unix-dgram: message of 67108864 bytes",
		},
		"no such wait": {arguments: []string{"-ipc.mechs=file", "-ipc.waits=block"}, words: "file: wait=block: "},
		"no such cell": {
			arguments: []string{"-test.bench=Latency/mech=pip$"},
			words:     "-test.bench=Latency/mech=pip$ selects no cell",
			noSkip:    true,
		},
		"no such pattern in the matrix": {
			arguments: []string{"-ipc.mechs=pipe", "-ipc.matrix=quick", "-test.bench=Duplex"},
			words:     "-test.bench=Duplex selects no cell", noSkip: true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRun(t, append([]string{messages, "-test.benchtime=1x"}, c.arguments...)...)
			if c.start == nil {
				c.start = (*run).start
			}
			c.start(r, t)
			if status := r.wait(t).ExitStatus(); status != 2 {
				t.Errorf("ended with status %d, want 2\n%s%s", status, &r.stdout, &r.stderr)
			}
			r.leavesNothing(t)
			r.tells(t, "nothing measured", c.words)
			if told := strings.Contains(r.stdout.String(), "# skip "+c.words); told == c.noSkip {
				t.Errorf("the results have a skip: %v\n%s", told, &r.stdout)
			}
		})
	}
}

// If none of our benchmarks was asked for, it is no error that none ran.
func TestOtherBenchmarksAreNoConcern(t *testing.T) {
	for _, arguments := range [][]string{{"-test.bench=SomethingElse"}, {"-test.bench=^$"}} {
		if r := finished(t, 0, arguments...); r.stderr.Len() > 0 {
			t.Errorf("%q: on standard error: %s", arguments, &r.stderr)
		}
	}
}
