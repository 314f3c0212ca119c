package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// program is a benchmark program that prints a line, and whose exit status is that of its round in a list.
func program(statuses string) []string {
	const script = `echo "# round $IPCBENCH_ROUND"
echo "BenchmarkLatency/mech=pipe/wait=block/place=cross/size=64-2 1000 50000 ns/op"
set -- %s
shift $((${IPCBENCH_ROUND%%/*} - 1))
exit $1`
	return []string{"/bin/sh", "-c", fmt.Sprintf(script, statuses)}
}

// The rounds of a program stand one after the other in the file. What the program says by its exit status is passed
// on: a benchmark that failed at the end, a program that did not measure at once.
func TestRoundsRunAProgram(t *testing.T) {
	for _, c := range []struct {
		statuses       string
		status, rounds int
		want           string
	}{
		{"0 0 0", exitOK, 3, ""}, {"0 1 0", exitNothing, 3, ""}, {"0 2 0", exitUsage, 2, "round 2 ended with status 2"},
		{"130 0 0", 130, 1, "round 1 ended with status 130"},
	} {
		out := filepath.Join(t.TempDir(), "out.txt")
		status, said, errs := call(t, nil, append([]string{"rounds", "--out", out, "--rounds=3"},
			program(c.statuses)...)...)
		text, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(string(text), "BenchmarkLatency"); status != c.status || got != c.rounds || said != "" {
			t.Errorf("%s: status %d, want %d; %d rounds, want %d; %q", c.statuses, status, c.status, got, c.rounds,
				said)
		}
		if !strings.Contains(errs, c.want) || c.want == "" && errs != "" {
			t.Errorf("%s: %q, want %q", c.statuses, errs, c.want)
		}
		if strings.Contains(string(text), "# sitting") {
			t.Errorf("%s: the results are said to have been looked at:\n%s", c.statuses, text)
		}
	}
}

// A sitting says so in its results. It ends when there is nothing left to do.
func TestASittingSaysSo(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out.txt")
	status, _, errs := call(t, nil, append([]string{"rounds", "--out", out, "--rounds=12", "--budget=1m"},
		program(strings.Repeat("0 ", 99))...)...)
	text, _ := os.ReadFile(out)
	if status != exitOK || !strings.HasPrefix(string(text), "# sitting decides by the first 12 samples of a cell ") ||
		strings.Count(string(text), "BenchmarkLatency") != 12 {
		t.Errorf("status %d, %q:\n%s", status, errs, text)
	}
}

// A file is never overwritten, and a bad call runs nothing.
func TestRoundsAreCalledWrongly(t *testing.T) {
	dir := t.TempDir()
	there := filepath.Join(dir, "there.txt")
	if err := os.WriteFile(there, []byte("kept"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		flags []string
		want  string
	}{
		{[]string{"--out", there}, "file exists"}, {[]string{"--out", filepath.Join(dir, "none", "x")}, "no such file"},
		{[]string{"--out", filepath.Join(dir, "x"), "--rounds=0"}, "--rounds=0: choose at least 1"},
		{[]string{"--out", filepath.Join(dir, "x"), "--budget=-1s"}, "--budget=-1s: choose a time"},
		{nil, "--out"},
	} {
		arguments := append(append([]string{"rounds"}, c.flags...), program("0 0 0 0 0 0 0 0")...)
		status, out, errs := call(t, nil, arguments...)
		if status != exitUsage || out != "" || !strings.Contains(errs, c.want) || strings.Count(errs, "\n") != 1 {
			t.Errorf("%v: status %d, %q, %q", c.flags, status, out, errs)
		}
	}
	if text, _ := os.ReadFile(there); string(text) != "kept" {
		t.Errorf("overwritten: %q", text)
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("left: %v", left)
	}
}
