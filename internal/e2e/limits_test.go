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

// several are three cells, which should not each tell the same.
var several = []string{
	"-ipc.mechs=pipe,fifo,eventfd", "-ipc.sizes=64", "-ipc.waits=block", "-ipc.places=same",
	"-test.bench=Latency", "-test.benchtime=1x",
}

// What would fail every cell alike ends a run before the first, with one line that names it and the remedy, exit
// status 2, and nothing left.
func TestWhatFailsEveryCellIsToldOnce(t *testing.T) {
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
		"a TMPDIR of the kernel's": {
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

// The number that is named is enough.
func TestAsManyFilesAsAreAskedForAreEnough(t *testing.T) {
	r := newRun(t, append(several, "-ipc.mechs=shm-eventfd,pipe,unix-stream,tcp,rpc-gob,http-tcp")...)
	r.after("ulimit -n 32")
	r.start(t)
	if status := r.wait(t).ExitStatus(); status != 0 || len(parse(t, r.stdout.Bytes())) != 6 {
		t.Errorf("ended with status %d, want 6 results\n%s%s", status, &r.stdout, &r.stderr)
	}
	r.leavesNothing(t)
}

// fewProcesses runs it as a user who may have no more than twelve threads.
func fewProcesses(t *testing.T, r *run) {
	if os.Getuid() != 0 {
		t.Skip("only root can run as a user of whom nothing else runs")
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

// noProc runs it in a mount namespace with nothing on /proc.
func noProc(t *testing.T, r *run) {
	if err := exec.Command("unshare", "-m", "true").Run(); err != nil {
		t.Skipf("no mount namespace can be had: %v", err)
	}
	r.after("unshare -m /bin/sh -c 'mount -t tmpfs none /proc && exec \"$0\" \"$@\"' \"$0\" \"$@\"; exit $?")
}

// Results that cannot be written are no results: a run that writes to a full disk fails, and says so.
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

// So is one whose disk becomes full on the way.
func TestADiskThatBecomesFullIsAnError(t *testing.T) {
	r := newRun(t, append(several, "-test.count=8")...)
	file, err := os.Create(filepath.Join(t.TempDir(), "results"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r.cmd.Stdout = file
	// A limit on the size of files is as good as a disk: the header fits, the results do not. The signal that comes
	// with it is ignored.
	r.after("trap '' XFSZ; ulimit -f 6")
	r.start(t)
	if status := r.wait(t).ExitStatus(); status == 0 {
		t.Error("ended with status 0")
	}
	r.saysOnce(t, "the results are not whole")
	r.leavesNothing(t)
}

// Whoever starts a second run beside another is told of it, and of which it is; after that has been killed nobody is
// told any more.
func TestAnotherRunIsTold(t *testing.T) {
	first := newRun(t, append(several, "-test.benchtime=60s")...)
	first.start(t)
	if !eventually(func() bool { return first.worker("") > 0 }) {
		t.Fatal("no worker seen")
	}
	second := finished(t, 0, several...)
	second.tells(t, "another run is under way")
	own := fmt.Sprintf("process %d:", first.cmd.Process.Pid)
	if !strings.Contains(second.stderr.String(), own) {
		t.Skipf("a run beside this test was there first: %s", &second.stderr)
	}
	if err := unix.Kill(first.cmd.Process.Pid, unix.SIGKILL); err != nil {
		t.Fatal(err)
	}
	first.wait(t)
	first.leavesNothing(t)
	if third := finished(t, 0, several...); strings.Contains(third.stderr.String(), own) {
		t.Errorf("told of a run that has been killed: %s", &third.stderr)
	}
}

// Flags of the testing package that do not do here what they do elsewhere are told of.
func TestFlagsThatDoOtherwiseAreTold(t *testing.T) {
	r := finished(t, 0, append(several, "-test.cpuprofile="+filepath.Join(t.TempDir(), "cpu"), "-test.cpu=1,2")...)
	r.tells(t, "-test.cpuprofile", "workers", "perf record")
	r.tells(t, "-test.cpu=1,2", "no difference")
}

// The header has the units and mechanisms of the cells that run, and no others.
func TestTheHeaderIsOfWhatRuns(t *testing.T) {
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
