package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// badInput is what the commands say of a file, and how they end.
type badInput struct {
	says   string // on standard error, in one line; "" for nothing
	status int
	fails  string   // the benchmark that failed, by name; "" for none
	except []string // commands that have nothing to say of it
}

const (
	pipe64 = "Latency/mech=pipe/wait=block/place=cross/size=64"
	tcp64  = "Latency/mech=tcp/wait=block/place=cross/size=64"
)

// badInputs are the files of testdata/bad. But for one line, or what they are wrapped in, each is testdata/clean.txt.
var badInputs = map[string]badInput{
	"empty.txt":               {says: "empty.txt: empty file", status: exitNothing},
	"no-results.txt":          {says: "no-results.txt: no usable benchmark results", status: exitNothing},
	"binary.txt":              {says: "binary.txt: binary data, not a result file", status: exitNothing},
	"binary-tail.txt":         {},
	"truncated.txt":           {says: "truncated.txt:8: damaged or truncated benchmark line, ignored"},
	"truncated-unit.txt":      {says: `truncated-unit.txt:8: truncated line, ignored: it ends in p50, not p50-ns`},
	"truncated-name.txt":      {says: "truncated-name.txt:8: the file ends in the middle of a benchmark's name"},
	"cut-unit.txt":            {says: "cut-unit.txt:8: truncated line, ignored: it ends in csw/o, not csw/op"},
	"cut-before.txt":          {says: "cut-before.txt:8: truncated line, ignored: it ends before csw/op"},
	"log-line.txt":            {says: "log-line.txt:8: damaged or truncated benchmark line, ignored"},
	"float-iterations.txt":    {says: "float-iterations.txt:8: damaged or truncated benchmark line, ignored"},
	"mixed.txt":               {says: "mixed.txt:8: two results mixed in one line, ignored"},
	"hidden.txt":              {says: `hidden.txt:8: a result behind other text ("bench[7]:"), ignored`},
	"indented.txt":            {says: "indented.txt:8: an indented result, ignored"},
	"stopped.txt":             {says: "stopped.txt:8: " + pipe64 + " was started and has no result"},
	"nan.txt":                 {says: "nan.txt:8: NaN ns/op cannot be, line ignored"},
	"inf.txt":                 {says: "inf.txt:8: +Inf ns/op cannot be, line ignored"},
	"negative.txt":            {says: "negative.txt:8: -5 ns/op cannot be, line ignored"},
	"zero.txt":                {says: "zero.txt:8: 0 ns/op cannot be, line ignored"},
	"huge.txt":                {says: "huge.txt:8: 1e+300 ns/op cannot be, line ignored"},
	"twice.txt":               {says: "twice.txt:8: ns/op stands twice on the line"},
	"no-iterations.txt":       {says: "no-iterations.txt:8: 0 iterations cannot be"},
	"negative-iterations.txt": {says: "negative-iterations.txt:8: -5 iterations cannot be"},
	"bad-size.txt": {says: "place=cross/size=lots-2: size=lots is not a number of bytes",
		except: []string{"compare"}},
	"bad-floor.txt": {says: "bad-floor.txt:8: Floor/what=copy/size=lots-2: size=lots is not a number",
		except: []string{"compare"}},
	"no-mech.txt":        {says: "no mech= in the name", except: []string{"compare"}},
	"bad-traits.txt":     {says: "bad-traits.txt:7: mechanism line ignored: not a JSON object"},
	"bad-date.txt":       {says: `bad-date.txt:7: date "yesterday" is not of the form`},
	"long-line.txt":      {says: "long-line.txt:8: line longer than 60000 bytes, ignored"},
	"long-result.txt":    {says: "long-result.txt:8: line longer than 60000 bytes, ignored"},
	"units-disagree.txt": {says: "units-disagree.txt:2: metadata better of unit msg/s already set to higher"},
	"flood.txt":          {says: "flood.txt:47: and 35 more lines like these (impossible value)"},
	"escape.txt":         {},

	"mark.txt":         {}, // byte order marks
	"plain.gz":         {},
	"cut.gz":           {says: "reading stopped here: unexpected EOF"},
	"zstd.txt":         {says: "zstd.txt: compressed by zstd; decompress it first (zstd -d)", status: exitNothing},
	"utf-16.txt":       {says: "utf-16.txt: UTF-16 text; convert it first", status: exitNothing},
	"json.txt":         {},
	"json-damaged.txt": {says: "json-damaged.txt:10: damaged line of go test -json, ignored"},
	"json-stopped.txt": {says: "json-stopped.txt:1: the file ends in the middle of a benchmark's name",
		status: exitNothing},
	"actions.txt":        {},
	"actions-client.txt": {},
	"compose.txt":        {},
	"compose-two.txt":    {says: "compose-two.txt:14: a result of the container two-1 among those of one-1, ignored"},
	"others.txt": {says: "others.txt: it holds 2 benchmark results, of Read, Write; none of Latency",
		status: exitNothing, except: []string{"compare"}},

	"all-failed.txt": {says: "all-failed.txt:7: failed: " + pipe64 + ": pipe: no such luck",
		status: exitNothing, except: []string{"compare"}},
	"failed.txt":             {status: exitNothing, fails: tcp64},
	"failed-behind-name.txt": {status: exitNothing, fails: tcp64},
	"panic-named.txt":        {status: exitNothing, fails: tcp64},
	"panic-chatty.txt":       {status: exitNothing, fails: tcp64},
	"fatal.txt":              {status: exitNothing, fails: tcp64},
	"killed.txt":             {status: exitNothing, fails: tcp64},
	"exit.txt":               {status: exitNothing, fails: tcp64},
	"json-failed.txt":        {status: exitNothing, fails: "Latency/mech=tcp"},
	"unnamed-fail.txt": {says: "unnamed-fail.txt:8: the run ended with FAIL and named no benchmark",
		status: exitNothing, fails: "a run that names no benchmark"},
	"build-failed.txt": {says: "build-failed.txt:8: not run: ipcbench/other [build failed]", status: exitNothing,
		fails: "a run that names no benchmark"},
	"panic.txt": {says: "panic.txt:8: the run panicked: index out of range", status: exitNothing,
		fails: "a run that names no benchmark"},
}

// readers are the commands that read result files, each of the file at path and what it prints of the sound line,
// 54.012 µs.
var readers = map[string]struct {
	arguments func(t *testing.T, path string) []string
	drawn     string
}{
	"show": {func(_ *testing.T, path string) []string { return []string{path, "--width=80"} }, "54.0 µs"},
	"compare": {func(_ *testing.T, path string) []string {
		return []string{"compare", "--despite=all", "testdata/clean.txt", path, "--by=.name,/size"}
	}, "54.01µs ± ∞           ?"},
	"history": {func(t *testing.T, path string) []string {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(path)), data, 0o600); err != nil {
			t.Fatal(err)
		}
		return []string{"history", "--format=csv", dir}
	}, ",54012,"},
}

// Of every kind of bad input all commands say the same in one line, leave out the same and end the same.
func TestEveryBadInputIsToldInOneLineAndTheRestDrawn(t *testing.T) {
	files, err := filepath.Glob("testdata/bad/*")
	if err != nil || len(files) != len(badInputs) {
		t.Fatalf("%d files, %d cases, %v", len(files), len(badInputs), err)
	}
	for command, reader := range readers {
		for _, path := range files {
			name := filepath.Base(path)
			t.Run(command+"/"+name, func(t *testing.T) {
				want := badInputs[name]
				if slices.Contains(want.except, command) {
					return
				}
				status, out, errs := call(t, nil, reader.arguments(t, path)...)
				if status != want.status {
					t.Errorf("status %d, want %d\n%s", status, want.status, errs)
				}
				if !strings.Contains(errs, want.says) || want.says == "" && want.fails == "" && errs != "" {
					t.Errorf("standard error:\n%s\nwant %q", errs, want.says)
				}
				if told := "report: failed: " + want.fails; want.fails != "" && !strings.Contains(errs, told) {
					t.Errorf("standard error:\n%s\nwant %q", errs, told)
				}
				if n := strings.Count(errs, "\n"); n > 3 && name != "flood.txt" {
					t.Errorf("%d lines on standard error:\n%s", n, errs)
				}
				drawn := strings.Contains(out, reader.drawn)
				if drawn != (want.status == exitOK || want.fails != "") {
					t.Errorf("drawn: %v\n%s", drawn, out)
				}
				if strings.ContainsAny(out+errs, "\x1b\x00") {
					t.Error("control characters of the file reach the terminal")
				}
			})
		}
	}
}

func TestMissingFileIsToldAndTheOthersDrawn(t *testing.T) {
	status, out, errs := call(t, nil, "testdata/nowhere.txt", "testdata/single.txt")
	if status != exitOK || !strings.Contains(out, "Latency") || errs != "testdata/nowhere.txt: cannot be read: no "+
		"such file or directory\n" {
		t.Errorf("status %d, standard error %q", status, errs)
	}
	status, out, errs = call(t, nil, "compare", "testdata/clean.txt", "testdata/nowhere.txt")
	if status != exitNothing || out != "" || !strings.HasPrefix(errs,
		"testdata/nowhere.txt: cannot be read: no such file or directory\n") {
		t.Errorf("compare: status %d, standard error %q", status, errs)
	}
	if status, _, errs := call(t, nil, "testdata"); status != exitNothing || !strings.Contains(errs, "is a directory") {
		t.Errorf("a directory: status %d, standard error %q", status, errs)
	}
}

// The names of a file are printed by compare as they are by the others.
func TestNamesOfFilesDoNotReachTheTerminalRaw(t *testing.T) {
	status, out, errs := call(t, nil, "compare", "testdata/bad/escape.txt", "testdata/bad/escape.txt")
	if status != exitOK || !strings.Contains(out, "mech=�[31mpipe|<script>") || strings.Contains(out+errs, "\x1b") {
		t.Errorf("status %d, %s%s", status, out, errs)
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
	for _, args := range [][]string{
		{"--nonsense"}, {"--width=3", "testdata/single.txt"}, {"--width=abc"}, {"--format=pdf", "testdata/single.txt"},
	} {
		status, out, errs := call(t, nil, args...)
		if status != exitUsage || out != "" || strings.Count(errs, "\n") != 1 {
			t.Errorf("%q: status %d, out %q, errors %q", args, status, out, errs)
		}
	}
}
