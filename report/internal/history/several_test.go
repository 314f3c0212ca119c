package history

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fleet writes so many nights of files of several machines, each told by its lines, and each with its own speed.
func fleet(t *testing.T, nights int, machines ...string) string {
	t.Helper()
	dir := t.TempDir()
	for night := range nights {
		for i, lines := range machines {
			text := fmt.Sprintf("# date 2026-01-%02dT0%d:00:00Z\ngoos: linux\ncpu: test\n%s\n", night+1, i, lines)
			for sample := range 6 {
				text += fmt.Sprintf("BenchmarkLatency/mech=tcp/wait=block/place=cross/size=64 100 %d ns/op\n",
					10_000+(night*7+sample*3)%11*10)
				if strings.Contains(lines, "host-b") {
					text += fmt.Sprintf("BenchmarkLatency/mech=tcp/wait=block/place=cross/size=64/scope=host "+
						"100 %d ns/op\n",
						20_000*(1+i)+(night*7+sample*3)%11*10)
				}
			}
			if !strings.Contains(lines, "host-b") {
				text = strings.ReplaceAll(text, " 10", fmt.Sprintf(" %d", 10+10*i))
			}
			name := filepath.Join(dir, fmt.Sprintf("%02d-%d.txt", night, i))
			if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

// A machine that follows another in a directory is no change of performance.
func TestMachinesOfAFleetAreNoChanges(t *testing.T) {
	_, series := load(t, fleet(t, 14, "host: a", "host: b"))
	if len(series) != 2 {
		t.Fatalf("%d series", len(series))
	}
	for _, s := range series {
		if len(s.Points) != 14 || len(s.Steps) > 0 {
			t.Errorf("%s: %d points, steps %+v", s.Hardware, len(s.Points), s.Steps)
		}
	}
}

// What was measured between two hosts is another series with another host; what was measured within one is the same.
func TestOtherHostsAreNoChanges(t *testing.T) {
	runs, series := load(t, fleet(t, 14, "host-b: c\nlink: x, 1000 Mb/s", "host-b: d\nlink: y"))
	points := map[int]int{}
	for _, s := range series {
		points[len(s.Points)]++
		if len(s.Steps) > 0 {
			t.Errorf("%s of %s: steps %+v", s.Name, s.Hardware, s.Steps)
		}
	}
	if len(series) != 3 || points[28] != 1 || points[14] != 2 || len(runs) != 56 {
		t.Errorf("%d series of so many points: %v; %d runs", len(series), points, len(runs))
	}
	for _, r := range runs {
		if r.Date.IsZero() {
			t.Errorf("a run of %s without its date", r.Hardware())
		}
	}
}

// Machines that the files do not tell apart are told, where anything shows that they are several.
func TestMachinesOfOneMakeAreSuspected(t *testing.T) {
	for name, c := range map[string]struct {
		machines []string
		want     string
	}{
		"kernels": {[]string{"kernel: 6.1", "kernel: 6.2"},
			"kernel: goes to and fro between 6.1 and 6.2 in runs of one"},
		"named":  {[]string{"host: a\nkernel: 6.1", "host: b\nkernel: 6.2"}, ""},
		"silent": {[]string{"kernel: 6.1", "virt: none"}, ""},
	} {
		l, err := Load(fleet(t, 3, c.machines...))
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Join(l.Problems, "\n")
		if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
