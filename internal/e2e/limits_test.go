package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// several selects three cells: an error that they have in common should be reported once.
var several = []string{
	"-ipc.mechs=pipe,fifo,eventfd", "-ipc.sizes=64", "-ipc.waits=block", "-ipc.places=same",
	"-test.bench=Latency", "-test.benchtime=1x",
}

// A problem that would fail every cell ends a run before the first cell: with one line that names the problem and the
// remedy, exit status 2, and nothing left behind.
func TestErrorsCommonToAllCellsAreReportedOnce(t *testing.T) {
	for name, c := range map[string]struct {
		prepare func(*testing.T, *run)
		words   []string
	}{
		"no TMPDIR": {
			func(_ *testing.T, r *run) { r.cmd.Env = append(r.cmd.Env, "TMPDIR=/nonexistent") },
			[]string{"/nonexistent", "set TMPDIR"},
		},
		"a TMPDIR that is a file": {
			func(_ *testing.T, r *run) { r.cmd.Env = append(r.cmd.Env, "TMPDIR="+benchmark) },
			[]string{benchmark, "set TMPDIR"},
		},
		"a TMPDIR in a file system of the kernel": {
			func(_ *testing.T, r *run) { r.cmd.Env = append(r.cmd.Env, "TMPDIR=/proc") },
			[]string{"/proc/ipcbench-", "set TMPDIR"},
		},
		"few open files": {
			func(_ *testing.T, r *run) { r.after("ulimit -n 20") },
			[]string{"open files is 20", "`ulimit -n 32`"},
		},
		"few addresses": {
			func(_ *testing.T, r *run) { r.after("ulimit -v 2000000") },
			[]string{"2000000 KiB", "`ulimit -v unlimited`"},
		},
		"few processes": {fewProcesses, []string{"processes is 12", "`ulimit -u "}},
		"no /proc":      {noProc, []string{"/proc/self/exe", "mount -t proc"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRun(t, several...)
			c.prepare(t, r)
			r.start(t)
			if status := r.wait(t).ExitStatus(); status != 2 || strings.Contains(r.stdout.String(), "Benchmark") {
				t.Errorf("ended with status %d, want 2 and no benchmark\n%s%s", status, &r.stdout, &r.stderr)
			}
			r.saysOnce(t, c.words...)
			r.leavesNothing(t)
		})
	}
}

// The number of open files that the error message asks for is enough.
func TestTheLimitThatTheErrorAsksForIsEnough(t *testing.T) {
	r := newRun(t, append(several, "-ipc.mechs=shm-eventfd,pipe,unix-stream,tcp,rpc-gob,http-tcp")...)
	r.after("ulimit -n 32")
	r.start(t)
	if status := r.wait(t).ExitStatus(); status != 0 || len(parse(t, r.stdout.Bytes())) != 6 {
		t.Errorf("ended with status %d, want 6 results\n%s%s", status, &r.stdout, &r.stderr)
	}
	r.leavesNothing(t)
}

// fewProcesses makes r run as a user who may have at most twelve threads.
func fewProcesses(t *testing.T, r *run) {
	if os.Getuid() != 0 {
		t.Skip("only root can run as a user who has no other processes")
	}
	const nobody = 65533
	letEverybodyIn(t, binaries, r.dir)
	if err := os.Chown(r.dir, nobody, nobody); err != nil {
		t.Fatal(err)
	}
	r.cmd.Dir = r.dir
	r.cmd.SysProcAttr.Credential = &syscall.Credential{Uid: nobody, Gid: nobody}
	r.after("ulimit -u 12 2>/dev/null || ulimit -p 12") // of bash and of dash
}

// noProc makes r run in a mount namespace without /proc.
func noProc(t *testing.T, r *run) {
	if err := exec.Command("unshare", "-m", "true").Run(); err != nil {
		t.Skipf("this user cannot make a mount namespace: %v", err)
	}
	r.after("unshare -m /bin/sh -c 'mount -t tmpfs none /proc && exec \"$0\" \"$@\"' \"$0\" \"$@\"; exit $?")
}

// A run that cannot write its results, since the disk is full, fails and says so.
func TestAFullDiskIsAnError(t *testing.T) {
	for name, arguments := range map[string][]string{"results": several, "list": {"-ipc.list"}} {
		t.Run(name, func(t *testing.T) {
			full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
			if err != nil {
				t.Skip(err)
			}
			defer full.Close()
			r := newRun(t, arguments...)
			r.cmd.Stdout = full
			r.start(t)
			if status := r.wait(t).ExitStatus(); status == 0 {
				t.Error("ended with status 0")
			}
			r.saysOnce(t, "no space left on device")
			r.leavesNothing(t)
		})
	}
}

// A run whose disk becomes full after the header fails too.
func TestADiskThatBecomesFullIsAnError(t *testing.T) {
	r := newRun(t, append(several, "-test.count=8")...)
	file, err := os.Create(filepath.Join(t.TempDir(), "results"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r.cmd.Stdout = file
	// A limit on the size of files stands for a full disk: the header fits, the results do not. The signal that the
	// limit causes is ignored.
	r.after("trap '' XFSZ; ulimit -f 6")
	r.start(t)
	if status := r.wait(t).ExitStatus(); status == 0 {
		t.Error("ended with status 0")
	}
	r.saysOnce(t, "the results are not whole")
	r.leavesNothing(t)
}

// A run that starts beside another says so, and says which process that is. Once that one has been killed, it is no
// longer mentioned.
func TestAnotherRunIsNoticed(t *testing.T) {
	first := newRun(t, append(several, "-test.benchtime=60s")...)
	first.start(t)
	if !eventually(func() bool { return first.worker("") > 0 }) {
		t.Fatal("no worker seen")
	}
	const notice = "another run is under way"
	second := finished(t, 0, several...)
	if !strings.Contains(second.stderr.String(), notice) {
		unix.Kill(first.cmd.Process.Pid, unix.SIGKILL)
		first.wait(t)
		if said := first.stderr.String(); strings.Contains(said, notice) {
			t.Skipf("a run that is not of this test was there when the first began, and not for the second: %s", said)
		}
	}
	second.tells(t, notice)
	own := fmt.Sprintf("process %d:", first.cmd.Process.Pid)
	if !strings.Contains(second.stderr.String(), own) {
		t.Skipf("a run that is not of this test was there first: %s", &second.stderr)
	}
	if err := unix.Kill(first.cmd.Process.Pid, unix.SIGKILL); err != nil {
		t.Fatal(err)
	}
	first.wait(t)
	first.leavesNothing(t)
	if third := finished(t, 0, several...); strings.Contains(third.stderr.String(), own) {
		t.Errorf("a run that has been killed is mentioned: %s", &third.stderr)
	}
}

// A run says which flags of the testing package do something else here than elsewhere.
func TestFlagsWithAnotherEffectAreNoticed(t *testing.T) {
	r := finished(t, 0, append(several, "-test.cpuprofile="+filepath.Join(t.TempDir(), "cpu"), "-test.cpu=1,2")...)
	r.tells(t, "-test.cpuprofile", "workers", "perf record")
	r.tells(t, "-test.cpu=1,2", "only the names")
}

// The header has the units and the mechanisms of the cells that run, and no others.
func TestTheHeaderListsOnlyWhatRuns(t *testing.T) {
	for _, c := range []struct {
		bench   string
		has, no []string
	}{
		{
			"Latency/mech=pipe$", []string{"Unit p99-ns ", "Unit ops/clock ", `# mechanism {"name":"pipe"`},
			[]string{"Unit msg/s ", `"name":"fifo"`, "# skip"},
		},
		{
			"Throughput/mech=fifo$", []string{"Unit msg/s ", `# mechanism {"name":"fifo"`},
			[]string{"Unit p99-ns ", `"name":"pipe"`, "# skip"},
		},
		{"Latency/mech=pipe/wait=block/place=same$", []string{"# place same: "}, []string{"# place cross"}},
		{"Floor/what=syscall", []string{"Unit cpu-ns/op "}, []string{"Unit p99-ns ", "# mechanism", "# skip"}},
	} {
		r := finished(t, 0, append(several, "-ipc.mechs=", "-test.bench="+c.bench)...)
		out := r.stdout.String()
		for _, line := range c.has {
			if !strings.Contains(out, line) {
				t.Errorf("%s: no %q in\n%s", c.bench, line, out)
			}
		}
		for _, line := range c.no {
			if strings.Contains(out, line) {
				t.Errorf("%s: %q in\n%s", c.bench, line, out)
			}
		}
	}
}
