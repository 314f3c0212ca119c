package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
)

var update = flag.Bool("update", false, "rewrite the golden files of testdata/golden")

// call runs the command as a user does.
func call(t *testing.T, in *os.File, args ...string) (status int, out, errs string) {
	t.Helper()
	if in == nil {
		var err error
		if in, err = os.Open(os.DevNull); err != nil {
			t.Fatal(err)
		}
		defer in.Close()
	}
	var o, e bytes.Buffer
	status = run(args, streams{in: in, out: &o, err: &e})
	return status, o.String(), e.String()
}

// drawn tells whether a report was drawn, of inputs in which a benchmark failed too (testdata/one.txt has one).
func drawn(status int, errs string) bool {
	return status == exitOK || status == exitNothing && strings.Contains(errs, "report: failed: ")
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata/golden", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs from what is drawn now (go test ./report -update rewrites it):\n%s", path, got)
	}
}

func TestTablesAreAsAgreed(t *testing.T) {
	for _, c := range []struct {
		golden string
		args   []string
	}{
		{"one-80.txt", []string{"--width=80", "testdata/one.txt"}},
		{"one-140.txt", []string{"--width=140", "testdata/one.txt"}},
		{"floors-110.txt", []string{"--width=110", "testdata/floors.txt"}},
		{"one.md", []string{"--format=markdown", "testdata/one.txt"}},
		{"machines-100.txt", []string{
			"--width=100", "testdata/one.txt", "testdata/second-run.txt", "testdata/other-machine.txt",
		}},
		{"hosts-120.txt", []string{"--width=120", "testdata/hosts.txt"}},
		{"two-links-100.txt", []string{"--width=100", "testdata/hosts.txt", "testdata/hosts-wire.txt"}},
		{"hosts.md", []string{"--format=markdown", "testdata/hosts.txt"}},
		{"single-40.txt", []string{"--width=40", "testdata/single.txt"}},
		{"toy-100.txt", []string{"--width=100", "testdata/toy.txt"}},
		{"toy.md", []string{"--format=markdown", "testdata/toy.txt"}},
		{"further-unit-80.txt", []string{"--width=80", "testdata/further-unit.txt"}},
		{"paced-80.txt", []string{"--width=80", "testdata/paced.txt"}},
		{"paced-140.txt", []string{"--width=140", "testdata/paced.txt"}},
		{"paced.md", []string{"--format=markdown", "testdata/paced.txt"}},
		{"states-100.txt", []string{"--width=100", "testdata/states.txt"}},
		{"states-near-100.txt", []string{"--width=100", "--state=near", "testdata/states.txt"}},
		{"escape.md", []string{"--format=markdown", "testdata/bad/escape.txt"}},
	} {
		t.Run(c.golden, func(t *testing.T) {
			status, out, errs := call(t, nil, append([]string{"--full"}, c.args...)...)
			if !drawn(status, errs) {
				t.Fatalf("status %d: %s", status, errs)
			}
			golden(t, c.golden, out)
		})
	}
}

// Of many mechanisms a terminal shows a summary, and says where the rest is.
func TestASummaryIsShort(t *testing.T) {
	status, out, errs := call(t, nil, "--width=100", "testdata/one.txt")
	if !drawn(status, errs) {
		t.Fatalf("status %d: %s", status, errs)
	}
	golden(t, "summary-100.txt", out)
	_, out, _ = call(t, nil, "--width=100", "../results/baseline.txt")
	_, full, _ := call(t, nil, "--width=100", "--full", "../results/baseline.txt")
	if short, long := strings.Count(out, "\n"), strings.Count(full, "\n"); short > 80 || long < 10*short ||
		!strings.Contains(out, "What matters here") || !strings.Contains(out, "--full") {
		t.Errorf("%d lines instead of %d:\n%s", short, long, out)
	}
	if _, small, _ := call(t, nil, "testdata/single.txt"); strings.Contains(small, "--full") {
		t.Errorf("a summary of one mechanism:\n%s", small)
	}
	if _, data, _ := call(t, nil, "--format=markdown", "testdata/one.txt"); !strings.Contains(data, "CPU cost") {
		t.Error("Markdown is cut short")
	}
}

func TestNoLineIsWiderThanTheTerminal(t *testing.T) {
	fleet := fleetOf(t, 13, 4)
	for _, width := range []string{"60", "80", "100", "120", "140", "200"} {
		_, out, _ := call(t, nil, "--width="+width, "--full", "testdata/one.txt", "testdata/other-machine.txt",
			"testdata/paced.txt", "testdata/hosts.txt")
		_, brief, _ := call(t, nil, "--width="+width, "testdata/one.txt", "../results/baseline.txt")
		_, many, _ := call(t, nil, append([]string{"--width=" + width}, fleet...)...)
		for _, line := range strings.Split(out+many+brief, "\n") {
			if n := twwidth.Width(line); n > atoi(width) {
				t.Errorf("width %s: a line of %d: %q", width, n, line)
			}
		}
	}
}

func atoi(s string) (n int) {
	for _, r := range s {
		n = 10*n + int(r-'0')
	}
	return n
}

func TestOutWritesEverythingAndReplacesAnOlderReport(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "dir")
	if status, _, errs := call(t, nil, "-o", dir, "testdata/one.txt", "testdata/other-machine.txt"); !drawn(status,
		errs) {
		t.Fatal(errs)
	}
	own := filepath.Join(dir, "holiday.png")
	if err := os.WriteFile(own, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if status, _, errs := call(t, nil, "-o", dir, "testdata/one.txt"); !drawn(status, errs) {
		t.Fatal(errs)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	want := "cpu-cost.png cpu-cost.svg holiday.png index.html latency.png latency.svg ranked.png ranked.svg " +
		"summary.md throughput.png throughput.svg"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("files: %s\nwant:  %s", got, want)
	}
	page, err := os.ReadFile(filepath.Join(dir, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(page, []byte("<svg ")); n != 4 {
		t.Errorf("%d charts in index.html", n)
	}
	// What its script asks for, package page tests in a browser.
	if m := regexp.MustCompile(`src\s*=|href\s*=\s*"[^#d]|url\(|@import`).Find(withoutScripts(page)); m != nil {
		t.Errorf("index.html asks for something: %s", m)
	}
}

// scripts are those that a page has of its own, and the data that it gives them.
var scripts = regexp.MustCompile(`(?s)<script( type="application/[a-z0-9+]+" id="(facts|looks|words|told)")?>.*?</script>`)

// withoutScripts is what of a page people see.
func withoutScripts(page []byte) []byte { return scripts.ReplaceAll(page, nil) }

func TestFailingRunLeavesTheOlderReport(t *testing.T) {
	dir := t.TempDir()
	if status, _, errs := call(t, nil, "-o", dir, "testdata/single.txt"); status != exitOK {
		t.Fatal(errs)
	}
	before, _ := os.ReadFile(filepath.Join(dir, "index.html"))
	if status, _, _ := call(t, nil, "-o", dir, "testdata/bad/empty.txt"); status != exitNothing {
		t.Errorf("status %d", status)
	}
	after, err := os.ReadFile(filepath.Join(dir, "index.html"))
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the older report changed (%v)", err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".report-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestTextOfFilesIsEscapedInPages(t *testing.T) {
	dir := t.TempDir()
	if status, _, errs := call(t, nil, "-o", dir, "testdata/bad/escape.txt"); status != exitOK {
		t.Fatal(errs)
	}
	for _, name := range []string{"index.html", "summary.md", "ranked.svg"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		data = withoutScripts(data)
		for _, bad := range []string{"<script", "<b>1", "\x1b"} {
			if bytes.Contains(data, []byte(bad)) {
				t.Errorf("%s contains %q", name, bad)
			}
		}
	}
}

func TestMachinesAreNeverPooled(t *testing.T) {
	_, out, errs := call(t, nil, "testdata/one.txt", "testdata/other-machine.txt")
	if !strings.Contains(errs, "nothing is pooled; they differ in cpu, cpus, kernel") {
		t.Error(errs)
	}
	for _, want := range []string{
		"Machine 1 of 2: cpu: Intel", "Machine 2 of 2: cpu: Neoverse-N1", "6 samples each", "3 samples each",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

func TestUnwritableDirStillGivesTheTables(t *testing.T) {
	status, out, errs := call(t, nil, "-o", "testdata/single.txt/dir", "testdata/single.txt")
	if status != exitNothing || !strings.Contains(out, "Latency") ||
		!strings.Contains(errs, "-o testdata/single.txt/dir: ") {
		t.Errorf("status %d, errors %q", status, errs)
	}
}
