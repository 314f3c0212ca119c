package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The arguments of compare are those that benchstat takes.
func TestCompareTakesLabelsAndStandardInput(t *testing.T) {
	const clean = "testdata/clean.txt"
	odd := filepath.Join(t.TempDir(), "run=1.txt") // a name that looks like a label
	data, err := os.ReadFile(clean)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(odd, data, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		old, new string
		columns  string // "" if it is refused
		says     string
	}{
		"plain":            {clean, clean, "old new", ""},
		"labels":           {"before=" + clean, "after=" + clean, "before after", ""},
		"one label":        {"before=" + clean, clean, "before new", ""},
		"standard input":   {clean, "-", "old new", ""},
		"labelled input":   {"main=-", "branch=" + clean, "main branch", ""},
		"a file's name":    {odd, clean, "old new", ""},
		"input twice":      {"a=-", "b=-", "", "standard input can be read but once"},
		"the same label":   {"a=" + clean, "a=" + clean, "", "both files are labelled a"},
		"the usual label":  {"new=" + clean, clean, "", "both files are labelled new"},
		"no file of label": {"a=nowhere.txt", clean, "", "nowhere.txt: cannot be read"},
	} {
		t.Run(name, func(t *testing.T) {
			in, err := os.Open(clean)
			if err != nil {
				t.Fatal(err)
			}
			defer in.Close()
			status, out, errs := call(t, in, "compare", c.old, c.new)
			if !strings.Contains(errs, c.says) || (status == exitOK) != (c.columns != "") {
				t.Errorf("status %d, %q", status, errs)
			}
			if c.columns != "" && !hasLine(out, append(strings.Fields(c.columns), "difference")) {
				t.Errorf("no columns %s in\n%s", c.columns, out)
			}
		})
	}
}
