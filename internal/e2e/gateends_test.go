package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// ab runs report ab on two commands, in a shell that first runs the command before. tmp is the directory for
// temporary files.
func ab(t *testing.T, tmp, before, a, b string) (out, bad string, status int) {
	t.Helper()
	report, err := reportProgram()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), "/bin/sh", "-c",
		before+`; exec "$0" ab --budget=1m --a "$1" --b "$2"`, report, a, b)
	c.Env = append(os.Environ(), "TMPDIR="+tmp)
	var o, e bytes.Buffer
	c.Stdout, c.Stderr = &o, &e
	if err := c.Run(); err != nil && c.ProcessState == nil {
		t.Fatal(err)
	}
	return o.String(), e.String(), c.ProcessState.ExitCode()
}

// signalling are two programs that print results. The second is slower, and the first sends the gate a signal. It goes
// on for a while then: on one CPU the Go runtime may hand on a signal only when its program has waited for some ms.
func signalling(name string) (a, b string) {
	a = "kill -" + name + ` $PPID; sleep 0.05; echo "BenchmarkX 100 $(date +1%2N) ns/op"`
	return a, `echo "BenchmarkX 100 $(date +3%2N) ns/op"`
}

// A signal that was ignored when the gate started stays ignored, as nohup(1) requires. Any other signal ends the
// gate.
func TestGateKeepsIgnoringSignals(t *testing.T) {
	for _, name := range []string{"HUP", "INT", "TERM"} {
		a, b := signalling(name)
		if name != "TERM" { // the Go runtime does not tell whether that one was ignored
			out, bad, status := ab(t, t.TempDir(), "trap '' "+name, a, b)
			if status != 1 || !strings.Contains(out, "1 regressed") {
				t.Errorf("%s ignored: exit status %d, %s%s", name, status, out, bad)
			}
		}
		out, bad, status := ab(t, t.TempDir(), "true", a, b)
		if status != 2 || out != "" || !strings.Contains(bad, "interrupted") {
			t.Errorf("%s: exit status %d, %s%s", name, status, out, bad)
		}
	}
}

// What a killed gate has left behind is removed by the next one.
func TestGateRemovesWhatAKilledOneLeft(t *testing.T) {
	tmp, err := os.MkdirTemp("", "ab") // a long path would make the gate use another directory
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(tmp)
	ab(t, tmp, "true", "kill -KILL $PPID; exec sleep 60", "true")
	left, err := filepath.Glob(filepath.Join(tmp, "ipcbench-gate-*"))
	if err != nil || len(left) != 1 {
		t.Fatalf("a killed gate left %v, %v", left, err)
	}
	if out, bad, status := ab(t, tmp, "true", "true", "true"); status != 2 {
		t.Errorf("exit status %d, %s%s", status, out, bad)
	}
	if left, _ := os.ReadDir(tmp); len(left) > 0 {
		t.Errorf("%v is still there", left)
	}
}
