package resultfile

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"golang.org/x/perf/benchfmt"
)

// line is a result of a benchmark of ours.
const line = "BenchmarkLatency/mech=pipe/wait=block/place=cross/size=64-2 100 50000 ns/op 200 p99-ns\n"

func input(name, text string) Input { return FromReader(name, strings.NewReader(text)) }

// scanned are the results of a text, each as "pkg name ns line".
func scanned(text string) (list []string, file *File) {
	file = Scan(input("f", text), func(r *benchfmt.Result) {
		list = append(list, fmt.Sprintf("%s %s %g", r.GetConfig("pkg"), r.Name, r.Values[0].OrigValue))
	})
	return list, file
}

func TestNoByteOrderMarkCostsALine(t *testing.T) {
	const mark = "\ufeff"
	list, file := scanned(mark + line + mark + "pkg: x\r\n" + line)
	if len(list) != 2 || !strings.HasPrefix(list[1], "x Latency") || len(file.Problems) > 0 {
		t.Errorf("%q, %v", list, file.Problems)
	}
}

// Lines of one package come in pieces, those of others between them.
func TestEventsOfSeveralPackagesAreKeptApart(t *testing.T) {
	var b strings.Builder
	put := func(pkg, output string) {
		data, err := json.Marshal(event{Action: "output", Package: pkg, Output: output})
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(data, '\n'))
	}
	put("a", "goos: linux\npkg: a\n")
	put("b", "goos: linux\npkg: b\n")
	put("a", "BenchmarkX-2   \t")
	put("b", "BenchmarkX-2   \t")
	put("b", "100\t 2 ns/op\n")
	put("a", "100\t 1 ns/op\nBenchmarkY-2 \t100\t 3 ns/op\n")
	put("b", "BenchmarkY-2   \t100\t 4 ns/op") // no newline ends it
	list, file := scanned(b.String())
	if got, want := strings.Join(list, ", "), "b X-2 2, a X-2 1, a Y-2 3, b Y-2 4"; got != want ||
		len(file.Problems) > 0 {
		t.Errorf("%s, where %s was due; %v", got, want, file.Problems)
	}
}

// What is wrong with a line is told of the line of the file that it stands in, whatever the file is wrapped in.
func TestLineNumbersAreThoseOfTheFile(t *testing.T) {
	bad := "BenchmarkX-2 0 5 ns/op\n"
	plain := strings.Repeat(line, 3) + bad
	var events, zipped strings.Builder
	for _, l := range strings.SplitAfter(plain, "\n") {
		if l != "" {
			data, _ := json.Marshal(event{Action: "output", Package: "p", Output: l})
			fmt.Fprintf(&events, "%s\n", data)
		}
	}
	w := gzip.NewWriter(&zipped)
	io.WriteString(w, plain)
	w.Close()
	for form, text := range map[string]string{"plain": plain, "events": events.String(), "gzip": zipped.String()} {
		list, file := scanned(text)
		if len(list) != 3 || len(file.Problems) != 1 ||
			file.Problems[0].String() != "f:4: 0 iterations cannot be, line ignored" {
			t.Errorf("%s: %q, %v", form, list, file.Problems)
		}
	}
}

// A line that is cut short is told, one of a benchmark with other units is not.
func TestCutLinesAreKnownByTheOthers(t *testing.T) {
	const whole = "BenchmarkX-2 100 5 ns/op 64 B/op 1 allocs/op\n"
	for text, want := range map[string]string{
		"BenchmarkX-2 100 5 ns/op 64 B/op 1 allocs/o\n":          "ends in allocs/o, not allocs/op",
		"BenchmarkX-2 100 5 ns/op 64 B\n":                        "ends in B, not B/op",
		"BenchmarkX-2 100 5 n\n":                                 "ends in n, not ns/op",
		"BenchmarkX-2 100 5 ns/op 64 B/op":                       "ends before allocs/op",
		"BenchmarkX-2 100 5 ns/op 64 B/op 1":                     "missing units",
		"BenchmarkX-2 100 5 ns/op 64 B/op 1 allocs/op":           "",
		"BenchmarkX-2 100 5 ns/op\n":                             "", // run without -benchmem
		"BenchmarkY-2 100 5 ns/op 7 allocs 3 p50\n":              "", // units of its own
		"BenchmarkX-2 100 5 ns/op 64 B/op 1 allocs/op 9 alloc":   "",
		"BenchmarkX-2 100 -5 things 64 B/op 1 allocs/op 5 ns/op": "", // what a user reports may be less than nought
	} {
		list, file := scanned(whole + text)
		var said string
		if len(file.Problems) > 0 {
			said = file.Problems[0].Text
		}
		if !strings.Contains(said, want) || (want == "") != (said == "") || (want == "") != (len(list) == 2) {
			t.Errorf("%q: %q, %d results; %q was due", text, said, len(list), want)
		}
	}
}

// The last line of a file may end in the middle of a unit that no other line of the benchmark has.
func TestACutUnitIsKnownByItsName(t *testing.T) {
	const whole = "BenchmarkLatency/mech=a/wait=block/place=cross/size=64-2 100 5 ns/op"
	for text, want := range map[string]string{
		whole + " 3 passe":             "ends in passe, not passes-%",
		whole + " 3 passe\n":           "", // whoever wrote it has a unit of this name
		whole + " 3 passes-%":          "",
		whole + " 3 things":            "",
		"BenchmarkX-2 100 5 ns/op 3 p": "", // another's unit
	} {
		list, file := scanned(text)
		var said string
		if len(file.Problems) > 0 {
			said = file.Problems[0].Text
		}
		if !strings.Contains(said, want) || (want == "") != (len(list) == 1 && said == "") {
			t.Errorf("%q: %q, %d results; %q was due", text, said, len(list), want)
		}
	}
}

func TestSideLinesOfOneFileAreBounded(t *testing.T) {
	r := Open(input("f", line+strings.Repeat("# round 1/6\n", maxSide+10)))
	r.Each(func(*benchfmt.Result) {})
	if n := len(r.Side().Rounds); n != maxSide {
		t.Errorf("%d rounds", n)
	}
	if p := r.File().Problems; len(p) != maxAlike+1 || p[0].Line != maxSide+2 {
		t.Errorf("%v", p)
	}
}

// FuzzScan promises that no input makes the reader panic or hand on a value that is no number, and that gzip and
// events change nothing.
func FuzzScan(f *testing.F) {
	f.Add([]byte(line + "panic: x\nBenchmarkX-2 \tsignal: killed\nFAIL\n"))
	f.Add([]byte(`{"Action":"output","Package":"p","Output":"BenchmarkX-2 \t1\t2 ns/op\n"}` + "\n"))
	f.Add([]byte("one-1 | " + line + "two-1 | " + line + "2026-01-02T03:04:05Z " + line))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, file := scanned(string(data))
		if len(list) != file.Results {
			t.Errorf("%d results, %d counted", len(list), file.Results)
		}
		for _, p := range file.Problems {
			if strings.ContainsAny(p.String(), "\n\x1b") {
				t.Errorf("problem is not one clean line: %q", p)
			}
		}
		for _, failure := range file.Failures {
			if strings.ContainsAny(failure.Name+failure.Text, "\n\x1b") {
				t.Errorf("failure is not clean: %+v", failure)
			}
		}
		if bytes.HasPrefix(data, []byte("\x1f\x8b")) {
			return
		}
		var zipped bytes.Buffer
		w := gzip.NewWriter(&zipped)
		w.Write(data)
		w.Close()
		again, _ := scanned(zipped.String())
		wrapped := len(list) == 0 &&
			len(again) > 0 // of what is not read plain, such as UTF-16, gzip does not matter either
		if strings.Join(again, "\n") != strings.Join(list, "\n") && !wrapped {
			t.Errorf("compressed: %q, plain: %q", again, list)
		}
	})
}

// endless gives one byte for ever.
type endless byte

func (b endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(b)
	}
	return len(p), nil
}

// What never ends a line, such as /dev/zero, is read no further after a while, and what came before it counts.
func TestALineWithoutEndEndsTheFile(t *testing.T) {
	for _, b := range []endless{0, 'x'} {
		results := 0
		file := Scan(FromReader("f", io.MultiReader(strings.NewReader(line), b)), func(*benchfmt.Result) { results++ })
		said := fmt.Sprint(file.Problems)
		if results != 1 || !strings.Contains(said, "line 2 is longer than 64 MiB; this is no result file") {
			t.Errorf("a line of %q: %d results; %s", rune(b), results, said)
		}
	}
}
