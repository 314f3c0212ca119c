package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// badInputs are the files of testdata/bad with the one line that each must draw on standard error, and the exit status.
var badInputs = map[string]struct {
	says   string
	status int
}{
	"empty.txt":          {"empty.txt: empty file", exitNothing},
	"no-results.txt":     {"no-results.txt: no usable benchmark results", exitNothing},
	"binary.txt":         {"binary.txt: binary data, not a result file", exitNothing},
	"binary-tail.txt":    {"", exitOK},
	"truncated.txt":      {"truncated.txt:8: damaged or truncated benchmark line, ignored", exitOK},
	"truncated-unit.txt": {`truncated-unit.txt:8: unit "p50" is not known`, exitOK},
	"truncated-name.txt": {"truncated-name.txt:8: the file ends in the middle of a benchmark's name", exitOK},
	"stopped.txt":        {"stopped.txt:8: a benchmark was started and has no result", exitOK},
	"unknown-unit.txt":   {`unknown-unit.txt:7: unit "furlongs" is not known`, exitOK},
	"nan.txt":            {"nan.txt:8: NaN ns/op cannot be, line ignored", exitOK},
	"inf.txt":            {"inf.txt:8: +Inf ns/op cannot be, line ignored", exitOK},
	"negative.txt":       {"negative.txt:8: -5 ns/op cannot be, line ignored", exitOK},
	"zero.txt":           {"zero.txt:8: 0 ns/op cannot be, line ignored", exitOK},
	"huge.txt":           {"huge.txt:8: 1e+300 ns/op cannot be, line ignored", exitOK},
	"twice.txt":          {"twice.txt:8: ns/op stands twice on the line", exitOK},
	"no-iterations.txt":  {"no-iterations.txt:8: 0 iterations cannot be", exitOK},
	"bad-size.txt":       {"bad-size.txt:8: Latency/mech=pipe/wait=block/place=cross/size=lots-2: size=lots is not a number of bytes", exitOK},
	"bad-floor.txt":      {"bad-floor.txt:8: Floor/what=copy/size=lots-2: size=lots is not a number of bytes, line ignored", exitOK},
	"no-mech.txt":        {"no mech= in the name", exitOK},
	"bad-traits.txt":     {"bad-traits.txt:7: mechanism line ignored: not a JSON object", exitOK},
	"bad-date.txt":       {`bad-date.txt:7: date "yesterday" is not of the form`, exitOK},
	"long-line.txt":      {"long-line.txt:8: line longer than 60000 bytes, ignored", exitOK},
	"json.txt":           {"json.txt:1: this is go test -json output", exitNothing},
	"all-failed.txt":     {"all-failed.txt:7: failed: Latency/mech=pipe/wait=block/place=cross/size=64: pipe: no such luck", exitNothing},
	"unnamed-fail.txt":   {"unnamed-fail.txt:8: the run ended with FAIL and named no benchmark", exitOK},
	"panic.txt":          {"panic.txt:8: the run panicked: index out of range", exitOK},
	"units-disagree.txt": {"units-disagree.txt:2: metadata better of unit msg/s already set to higher", exitOK},
	"flood.txt":          {"flood.txt:47: and 35 more lines like these (impossible value)", exitOK},
	"escape.txt":         {"", exitOK},
}

func TestEveryBadInputIsToldInOneLineAndTheRestDrawn(t *testing.T) {
	files, err := filepath.Glob("testdata/bad/*")
	if err != nil || len(files) != len(badInputs) {
		t.Fatalf("%d files, %d cases, %v", len(files), len(badInputs), err)
	}
	for _, path := range files {
		name := filepath.Base(path)
		t.Run(name, func(t *testing.T) {
			want := badInputs[name]
			status, out, errs := call(t, nil, path, "--width=80")
			if status != want.status {
				t.Errorf("status %d, want %d\n%s", status, want.status, errs)
			}
			if !strings.Contains(errs, want.says) || want.says == "" && errs != "" {
				t.Errorf("standard error:\n%s\nwant %q", errs, want.says)
			}
			if n := strings.Count(errs, "\n"); want.says != "" && n > 3 && name != "flood.txt" {
				t.Errorf("%d lines on standard error:\n%s", n, errs)
			}
			drawn := strings.Contains(out, "54.0 µs") && strings.Contains(out, "Latency")
			if drawn != (want.status == exitOK) {
				t.Errorf("drawn: %v\n%s", drawn, out)
			}
			if strings.ContainsAny(out+errs, "\x1b\x00") {
				t.Error("control characters of the file reach the terminal")
			}
		})
	}
}

func TestMissingFileIsToldAndTheOthersDrawn(t *testing.T) {
	status, out, errs := call(t, nil, "testdata/nowhere.txt", "testdata/single.txt")
	if status != exitOK || !strings.Contains(out, "Latency") || errs != "testdata/nowhere.txt: cannot be read: no such file or directory\n" {
		t.Errorf("status %d, standard error %q", status, errs)
	}
	if status, _, errs := call(t, nil, "testdata"); status != exitNothing || !strings.Contains(errs, "is a directory") {
		t.Errorf("a directory: status %d, standard error %q", status, errs)
	}
}

func TestSameFileGivenTwiceCountsOnce(t *testing.T) {
	_, out, errs := call(t, nil, "testdata/single.txt", "./testdata/single.txt")
	if !strings.Contains(errs, "given twice, read once") || !strings.Contains(out, "1 sample each") {
		t.Errorf("standard error %q\n%s", errs, out)
	}
}

func TestStandardInput(t *testing.T) {
	for _, args := range [][]string{nil, {"-"}} {
		f, err := os.Open("testdata/single.txt")
		if err != nil {
			t.Fatal(err)
		}
		status, out, errs := call(t, f, args...)
		if status != exitOK || !strings.Contains(out, "from standard input") {
			t.Errorf("%q: status %d, %s", args, status, errs)
		}
		f.Close()
	}
}

func TestBadUsageExitsWith2(t *testing.T) {
	for _, args := range [][]string{{"--nonsense"}, {"--width=3", "testdata/single.txt"}, {"--width=abc"}, {"--format=pdf", "testdata/single.txt"}} {
		status, out, errs := call(t, nil, args...)
		if status != exitUsage || out != "" || strings.Count(errs, "\n") != 1 {
			t.Errorf("%q: status %d, out %q, errors %q", args, status, out, errs)
		}
	}
}
