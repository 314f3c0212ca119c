package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// ofPackages is a result file of one benchmark name in several packages, with six samples of each.
func ofPackages(t *testing.T, dir, name, setting string, ns map[string]float64) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("goos: linux\ncpu: one\n")
	for _, pkg := range []string{"example.com/a", "example.com/b"} {
		if ns[pkg] == 0 {
			continue
		}
		fmt.Fprintf(&b, "%s: %s\n", setting, pkg)
		for i := range 6 {
			v := ns[pkg] * (1 + 0.001*float64(i))
			fmt.Fprintf(&b, "BenchmarkLatency/mech=pipe/wait=block/place=cross/size=64-2 1000 %.2f ns/op\n", v)
		}
	}
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// One name in two packages is two benchmarks, to every command.
func TestPackagesAreKeptApart(t *testing.T) {
	dir := t.TempDir()
	old := ofPackages(t, dir, "1.txt", "pkg", map[string]float64{"example.com/a": 19, "example.com/b": 2900})
	new := ofPackages(t, dir, "2.txt", "pkg", map[string]float64{"example.com/a": 25, "example.com/b": 2900})
	for command, c := range map[string]struct {
		arguments []string
		want      []string // the lines that hold these words
	}{
		"show":    {[]string{new}, []string{"pkg=example.com/a 25.1 ns", "pkg=example.com/b 2.91 µs"}},
		"compare": {[]string{"compare", old, new}, []string{"example.com/a +31.5 % worse", "example.com/b ~ 1"}},
		"compare by key": {[]string{"compare", "--by=/mech", old, new}, []string{"example.com/a +31.5 % worse",
			"example.com/b ~ 1"}},
		"history": {[]string{"history", "--format=csv", dir}, []string{"pkg=example.com/a,,,1.txt,19.0",
			"pkg=example.com/a,,,2.txt,25.0",
			"pkg=example.com/b,,,1.txt,2907", "pkg=example.com/b,,,2.txt,2907"}},
		"newest": {[]string{"history", "--format=github", dir}, []string{"pkg=example.com/a", "pkg=example.com/b"}},
	} {
		t.Run(command, func(t *testing.T) {
			status, out, errs := call(t, nil, c.arguments...)
			if status != exitOK || errs != "" {
				t.Errorf("status %d, %s", status, errs)
			}
			for _, words := range c.want {
				if !hasLine(out, strings.Fields(words)) {
					t.Errorf("no line with %q in\n%s", words, out)
				}
			}
		})
	}
}

func hasLine(text string, words []string) bool {
	for line := range strings.Lines(text) {
		all := true
		for _, w := range words {
			all = all && strings.Contains(line, w)
		}
		if all {
			return true
		}
	}
	return false
}

// A package that was renamed is compared when the user says so, and a file that names none with any.
func TestOtherPackagesAreComparedOnDemand(t *testing.T) {
	dir := t.TempDir()
	old := ofPackages(t, dir, "1.txt", "pkg", map[string]float64{"example.com/a": 19})
	new := ofPackages(t, dir, "2.txt", "pkg", map[string]float64{"example.com/b": 25})
	none := ofPackages(t, dir, "3.txt", "branch", map[string]float64{"example.com/b": 25})
	status, out, errs := call(t, nil, "compare", "--despite=all", old, new)
	if status != exitUsage || out != "" || !strings.Contains(errs, "example.com/a there and example.com/b here") {
		t.Errorf("status %d, %s%s", status, out, errs)
	}
	for _, arguments := range [][]string{{"compare", "--despite=pkg", old, new}, {"compare", old, none}} {
		if status, out, errs := call(t, nil, arguments...); status != exitOK || !strings.Contains(out,
			"+31.5 % worse") {
			t.Errorf("%q: status %d, %s%s", arguments, status, out, errs)
		}
	}
}

// Results of several machines in both files are compared machine by machine, as show draws them.
func TestMachinesInBothFilesAreComparedOneByOne(t *testing.T) {
	dir := t.TempDir()
	old := ofPackages(t, dir, "1.txt", "host", map[string]float64{"example.com/a": 19, "example.com/b": 2900})
	new := ofPackages(t, dir, "2.txt", "host", map[string]float64{"example.com/a": 25, "example.com/b": 2900})
	status, out, errs := call(t, nil, "compare", old, new)
	if status != exitOK || !hasLine(out, []string{"example.com/a", "+31.5 % worse"}) || !hasLine(out,
		[]string{"example.com/b", "~"}) {
		t.Errorf("status %d, %s%s", status, out, errs)
	}
}
