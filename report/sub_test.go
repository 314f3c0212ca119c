package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The sub-commands answer a wrong call with one line and exit status 2, and write nothing.
func TestSubcommandsAreCalledWrongly(t *testing.T) {
	const good = "../results/baseline.txt"
	empty := t.TempDir()
	for name, c := range map[string]struct {
		arguments []string
		want      string
	}{
		"history: no directory":     {[]string{"history", "/does/not/exist"}, "/does/not/exist: no such file"},
		"history: nothing in it":    {[]string{"history", empty}, "no result file in it"},
		"history: percentage":       {[]string{"history", "--least=3", "../results"}, "--least=3: not a percentage"},
		"history: charts":           {[]string{"history", "--charts=-1", "../results"}, "--charts=-1"},
		"history: form":             {[]string{"history", "--format=xml", "../results"}, "--format must be one of"},
		"show: state":               {[]string{"--state=middle", "testdata/states.txt"}, "there are all, far, near"},
		"show: one state":           {[]string{"--state=near", "testdata/clean.txt"}, "one state only"},
		"claims: state":             {[]string{"claims", "--state=near", "testdata/clean.txt"}, "one state only"},
		"claims: short as JSON":     {[]string{"claims", "--short", "--json", good}, "--short is for text"},
		"claims: language":          {[]string{"claims", "--lang=fr", good}, "--lang must be one of"},
		"compare: one file":         {[]string{"compare", good}, "<new>"},
		"compare: alpha":            {[]string{"compare", "--alpha=2", good, good}, "--alpha=2"},
		"ab: nothing to compare":    {[]string{"ab"}, "say what to compare"},
		"ab: no such form":          {[]string{"ab", "--format=xml"}, "--format must be one of"},
		"ab: a budget without unit": {[]string{"ab", "--budget=5"}, "--budget"},
		"ab: width below the least": {[]string{"history", "--width=3", "../results"}, "--width=3"},
		"there is no such command":  {[]string{"compare", "--colour", good, good}, "unknown flag --colour"},
	} {
		t.Run(name, func(t *testing.T) {
			status, out, errs := call(t, nil, c.arguments...)
			if status != exitUsage || out != "" || !strings.Contains(errs, c.want) || strings.Count(errs, "\n") != 1 {
				t.Errorf("status %d, standard output %q, standard error %q", status, out, errs)
			}
		})
	}
	if left, _ := os.ReadDir(empty); len(left) > 0 {
		t.Errorf("written: %v", left)
	}
}

// The committed baseline reads as a history of one run, and compares equal with itself.
func TestSubcommandsReadTheBaseline(t *testing.T) {
	status, out, errs := call(t, nil, "compare", "../results/baseline.txt", "../results/baseline.txt", "--filter",
		".name:Latency")
	if status != exitOK || !strings.Contains(out, "Latency/mech=pipe/") || strings.Contains(out, "worse") ||
		errs != "" {
		t.Errorf("compare: status %d, %s%s", status, out, errs)
	}
	dir := t.TempDir()
	baseline, err := os.ReadFile("../results/baseline.txt")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "one.txt"), baseline, 0o600); err != nil {
		t.Fatal(err)
	}
	pages := filepath.Join(t.TempDir(), "pages")
	status, out, errs = call(t, nil, "history", dir, "-o", pages)
	if status != exitOK || !strings.Contains(out, "nothing to compare") || strings.Contains(out, "changed") {
		t.Errorf("history: status %d, %s%s", status, out, errs)
	}
	for _, name := range []string{"index.html", "summary.md"} {
		if text, err := os.ReadFile(filepath.Join(pages, name)); err != nil ||
			!strings.Contains(string(text), "ipcbench history") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
