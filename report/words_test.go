package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	median      = regexp.MustCompile(`(?i)medians?\b.{0,40}`)
	medianOf    = regexp.MustCompile(`(?i)^medians? (over samples|of \d+ samples)|^median, and upright its 95 %`)
	tags        = regexp.MustCompile(`<[^>]*>`)
	whiteSpaces = regexp.MustCompile(`\s+`)
)

// allForms is the report of files in each of its forms, by name: text, page and summary; the charts are in the page.
func allForms(t *testing.T, files ...string) map[string]string {
	t.Helper()
	dir := t.TempDir()
	_, out, errs := call(t, nil, append([]string{"--width=120", "-o", dir}, files...)...)
	if out == "" {
		t.Fatal(errs)
	}
	forms := map[string]string{"text": out}
	for _, name := range []string{"index.html", "summary.md"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		forms[name] = string(withoutScripts(data))
	}
	return forms
}

// Wherever the report says median it says over what: of means of samples, of p50 of samples, there are several.
func TestNoMedianIsOfNothing(t *testing.T) {
	for _, file := range []string{"testdata/one.txt", "testdata/floors.txt", "testdata/single.txt"} {
		for form, text := range allForms(t, file) {
			text = whiteSpaces.ReplaceAllString(tags.ReplaceAllString(text, " "), " ")
			for _, found := range median.FindAllString(text, -1) {
				if !medianOf.MatchString(found) {
					t.Errorf("%s, %s: %q", file, form, found)
				}
			}
		}
	}
}

// The machine's part says what the machine did not allow, and the text below the tables what the run remarked of
// benchmarks, in every form.
func TestWhatWasWithoutAndRemarkedIsShown(t *testing.T) {
	data, err := os.ReadFile("testdata/single.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.SplitAfterN(data, []byte("\n"), 2)
	file := filepath.Join(t.TempDir(), "in.txt")
	text := "without: CPU affinity; own descriptor table\n" + string(lines[0]) + string(lines[1]) +
		"# remark BenchmarkLatency/mech=pipe/wait=block/place=cross/size=64: its receiver never slept\n"
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	for form, text := range allForms(t, file) {
		text = whiteSpaces.ReplaceAllString(tags.ReplaceAllString(text, " "), " ")
		without, remark := strings.Index(text, "without"), strings.Index(text, "its receiver never slept")
		if without < 0 || !strings.Contains(text, "CPU affinity; own descriptor table") {
			t.Errorf("%s: no word of what was missing", form)
		}
		if table := strings.LastIndex(text, "CPU cost of"); remark < table {
			t.Errorf("%s: the remark stands at %d, the last table at %d", form, remark, table)
		}
	}
}
