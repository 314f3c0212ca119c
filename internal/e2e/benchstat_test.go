package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// benchstat reads a whole file, compares mechanisms and wait strategies within it, and compares an old file with a
// new one.
func TestBenchstatReadsIt(t *testing.T) {
	dir := t.TempDir()
	older, newer := filepath.Join(dir, "old.txt"), filepath.Join(dir, "new.txt")
	r := finished(t, 0, "-ipc.matrix=quick", "-ipc.mechs=pipe,fifo", messages, "-test.benchtime=20x", "-test.count=2")
	for path, out := range map[string][]byte{older: quick(t), newer: r.stdout.Bytes()} {
		if err := os.WriteFile(path, out, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// go tool would compile it, and the Go library for it, in another way than all else.
	benchstat := filepath.Join(binaries, "benchstat")
	if err := goTool("build", "-o", benchstat, "golang.org/x/perf/cmd/benchstat"); err != nil {
		t.Fatal(err)
	}
	units := []string{
		"sec/op", "B/s", "msg/s", "p50-sec", "max-sec", "readings", "cpu-sec/op", "cores", "csw/op", "allocs/op",
	}
	for _, c := range []struct {
		arguments, wants []string
	}{
		{[]string{"-col", "/mech", newer}, []string{"pipe", "fifo"}},
		{[]string{"-col", "/mech", older}, []string{"pipe", "shm-slot", "go-chan"}},
		{[]string{"-col", "/wait", newer}, []string{"block", "spin", "mech=pipe", "mech=fifo"}},
		{[]string{older, newer}, []string{"old.txt", "new.txt", "mech=pipe", "mech=fifo", "vs base"}},
	} {
		t.Run(strings.Join(c.arguments[:len(c.arguments)-1], " "), func(t *testing.T) {
			cmd := exec.Command(benchstat, c.arguments...)
			var stdout, stderr bytes.Buffer
			cmd.Stdout, cmd.Stderr = &stdout, &stderr
			if err := cmd.Run(); err != nil {
				t.Fatalf("%v\n%s", err, &stderr)
			}
			for line := range strings.Lines(stderr.String()) {
				t.Errorf("benchstat complains: %s", line)
			}
			for _, want := range append(c.wants, units...) {
				if !strings.Contains(stdout.String(), want) {
					t.Errorf("no %q in\n%s", want, &stdout)
				}
			}
			// Every configuration line is the same throughout a run, so all results are in one table for each unit.
			for _, unit := range []string{"sec/op", "cpu-sec/op"} {
				headings := 0
				for line := range strings.Lines(stdout.String()) {
					if strings.Contains(line, "│") && strings.Contains(line, " "+unit+" ") {
						headings++
					}
				}
				if headings != 1 {
					t.Errorf("%d tables of %s, want 1\n%s", headings, unit, &stdout)
				}
			}
		})
	}
}
