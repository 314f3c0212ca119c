package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// natsRun is a run of a copy of the program in a directory of its own, with or without a broker beside it, and with
// this PATH.
func natsRun(t *testing.T, beside bool, path string) *run {
	t.Helper()
	r := newRun(t, "-ipc.mechs=nats", "-ipc.sizes=64", "-ipc.places=same", "-test.bench=Latency",
		"-test.benchtime=100x")
	dir := t.TempDir()
	r.cmd.Path = filepath.Join(dir, "ipcbench.test")
	copyProgram(t, benchmark, r.cmd.Path)
	if beside {
		copyProgram(t, filepath.Join(binaries, "nats-server"), filepath.Join(dir, "nats-server"))
	}
	r.cmd.Env = append(r.cmd.Env, "PATH="+path)
	return r
}

func copyProgram(t *testing.T, from, to string) {
	t.Helper()
	text, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, text, 0o755)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// The broker is the program beside the benchmark program; otherwise it is built, or found in PATH.
func TestTheBrokerIsFound(t *testing.T) {
	for name, c := range map[string]struct {
		beside bool
		path   string
	}{
		"beside":  {true, "/nonexistent"},
		"built":   {false, os.Getenv("PATH")},
		"in PATH": {false, binaries},
	} {
		t.Run(name, func(t *testing.T) {
			r := natsRun(t, c.beside, c.path)
			r.start(t)
			if status := r.wait(t).ExitStatus(); status != 0 || len(parse(t, r.stdout.Bytes())) != 1 {
				t.Errorf("ended with status %d, want one result\n%s%s", status, &r.stdout, &r.stderr)
			}
			r.leavesNothing(t)
		})
	}
}

// Without a broker nats is skipped, with a line that says what helps.
func TestWithoutABrokerNATSIsSkipped(t *testing.T) {
	r := natsRun(t, false, "/nonexistent")
	r.start(t)
	if status := r.wait(t).ExitStatus(); status != 2 || strings.Contains(r.stdout.String(), "Benchmark") {
		t.Errorf("ended with status %d, want 2 and no benchmark\n%s%s", status, &r.stdout, &r.stderr)
	}
	r.saysOnce(t, "nothing measured: skip nats: nats-server, its broker, is neither",
		"go install github.com/nats-io/nats-server")
	if !strings.Contains(r.stdout.String(), "# skip nats: ") {
		t.Errorf("the results do not say so\n%s", &r.stdout)
	}
	r.leavesNothing(t)
}

// No broker is left after its coordinator has been killed.
func TestAKilledCoordinatorLeavesNoBroker(t *testing.T) {
	r := newRun(t, "-ipc.mechs=nats", "-ipc.sizes=64", "-ipc.places=same", "-test.bench=Latency", "-test.benchtime=60s")
	r.start(t)
	if !eventually(func() bool { return r.helper(filepath.Join(binaries, "nats-server")) > 0 && r.worker("B") > 0 }) {
		t.Fatalf("no broker beside the workers: %v\n%s%s", processes(r.dir), &r.stdout, &r.stderr)
	}
	if err := r.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	r.wait(t)
	r.leavesNothing(t)
}
