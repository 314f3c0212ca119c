package hlog

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"

	"ipcbench/report/internal/chart"
)

// written is a log as another tool writes it, with the library's writer: untagged intervals and some of a tag, of
// histograms of different ranges and digits.
func written(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	w := hdrhistogram.NewHistogramLogWriter(&b)
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(w.OutputComment("[Logged with a tool of somebody]"))
	check(w.OutputLogFormatVersion())
	check(w.OutputStartTime(1_700_000_000_000))
	check(w.OutputLegend())
	for i := range int64(3) {
		h := hdrhistogram.New(1, 3_600_000_000_000>>(10*i), int(2+i%2))
		for v := range int64(2000) {
			check(h.RecordValue(1000 + v*(i+1)))
		}
		h.SetStartTimeMs(1_700_000_000_500 + 1000*i)
		h.SetEndTimeMs(1_700_000_001_500 + 1000*i)
		check(w.OutputIntervalHistogram(h))
		if i == 1 {
			h.SetTag("B")
			check(w.OutputIntervalHistogram(h))
		}
	}
	return b.String()
}

func TestLogsOfOtherToolsAreRead(t *testing.T) {
	for _, text := range []string{
		written(t), strings.ReplaceAll(written(t), "\n", "\r\n"), strings.TrimSpace(written(t)),
	} {
		logs, err := Read("their.hlog", strings.NewReader(text))
		if err != nil || len(logs) != 2 {
			t.Fatalf("%d logs, %v", len(logs), err)
		}
		plain, tagged := logs[0], logs[1]
		if plain.Tag != "" || tagged.Tag != "B" || len(plain.Intervals) != 3 || len(tagged.Intervals) != 1 {
			t.Fatalf("tags %q and %q, %d and %d intervals", plain.Tag, tagged.Tag, len(plain.Intervals),
				len(tagged.Intervals))
		}
		if n := plain.all.TotalCount(); n != 6000 {
			t.Errorf("%d values, want 6000", n)
		}
		if !plain.Began.Equal(time.UnixMilli(1_700_000_000_500)) {
			t.Errorf("began %v", plain.Began)
		}
		if one := plain.Intervals[2]; math.Abs(one.From-1_700_000_002.5) > 1e-3 || math.Abs(one.To-one.From-1) > 1e-3 {
			t.Errorf("the last interval from %f to %f", one.From, one.To)
		}
		if v, ok := quantile(tagged.all, 0.5); !ok || math.Abs(float64(v)-2998) > 30 {
			t.Errorf("median %d, %v", v, ok)
		}
		if _, ok := quantile(tagged.all, 0.999); ok {
			t.Error("a p99.9 of 2000 values, of which 2 lie beyond")
		}
	}
}

// Stamps may be since the start, with the start in the header.
func TestTimesSinceTheStartAreRead(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(written(t)), "\n")
	payload := lines[len(lines)-1][strings.LastIndexByte(lines[len(lines)-1], ',')+1:]
	const since = " (seconds since epoch)]\n"
	for header, want := range map[string]time.Time{
		"#[StartTime: 1700000000.250" + since:                                time.UnixMilli(1_700_000_002_250),
		"#[StartTime: 1700000000" + since + "#[BaseTime: 1600000000" + since: time.Unix(1_600_000_002, 0),
		"": {},
	} {
		logs, err := Read("x", strings.NewReader(header+"2.000,1.000,0.1,"+payload+"\n"))
		if err != nil || !logs[0].Began.Equal(want) {
			t.Errorf("%q: %v, %v", header, logs, err)
		}
	}
}

func TestADamagedLogIsNamed(t *testing.T) {
	whole := written(t)
	lines := strings.SplitAfter(whole, "\n")
	last := lines[len(lines)-2]
	for name, c := range map[string]struct{ text, says string }{
		"empty":          {"", "d.hlog: no histogram in it"},
		"only a header":  {strings.Join(lines[:4], ""), "d.hlog: no histogram in it"},
		"another file":   {"BenchmarkX 1 2 ns/op\n", "d.hlog:1: neither a comment nor an interval"},
		"cut short":      {whole[:len(whole)-40], fmt.Sprintf("d.hlog:%d: damaged histogram: ", len(lines)-1)},
		"no base64":      {lines[0] + "1,2,3,****\n", "d.hlog:2: damaged histogram: "},
		"no number":      {"a" + last, `d.hlog:1: "a`},
		"no time":        {"#[StartTime: x]\n" + last, "d.hlog:1: "},
		"no finite time": {"#[StartTime: NaN ]\n" + last, "d.hlog:1: "},
		"a tag alone":    {"Tag=a\n", "d.hlog:1: a tag and no interval"},
	} {
		_, err := Read("d.hlog", strings.NewReader(c.text))
		if err == nil || !strings.HasPrefix(err.Error(), c.says) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %s", name, err, c.says)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("#[StartTime: 1 ]\nTag=a,1,2,3,HISTFAAA\n")
	f.Fuzz(func(t *testing.T, text string) {
		if logs, err := Read("f", strings.NewReader(text)); err == nil && len(logs) == 0 {
			t.Error("neither a log nor an error")
		}
	})
}

func TestFilesAreFoundAtAnyDepthAndOnce(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.hlog", "a/c.hlog", "a/notes.txt"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	files, err := Files([]string{dir, filepath.Join(dir, "b.hlog")})
	if err != nil || len(files) != 2 || filepath.Base(files[0]) != "c.hlog" {
		t.Errorf("%v, %v", files, err)
	}
	if _, err := Files([]string{filepath.Join(dir, "none")}); err == nil {
		t.Error("a directory that is not there")
	}
}

// of is a log of a benchmark's sample, in a file as ipcbench names it.
func of(t *testing.T, bench string, sample int) *Log {
	t.Helper()
	text := strings.ReplaceAll(written(t), "Tag=B", "Tag=Benchmark"+bench)
	file := fmt.Sprintf("d/%s.%d.hlog", strings.ReplaceAll(bench, "/", "_"), sample)
	logs, err := Read(file, strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return logs[1]
}

func TestChartsHoldWhatCanBeCompared(t *testing.T) {
	var logs []*Log
	for i := range 9 {
		logs = append(logs, of(t, "Latency/mech=pipe/wait=block/place=cross/size=64", i+1))
	}
	logs = append(logs, of(t, "Latency/mech=tcp/wait=spin/place=cross/size=64", 2),
		of(t, "Paced/mech=tcp/wait=spin/place=cross/size=64/rate=100", 1),
		of(t, "Paced/mech=tcp/wait=spin/place=cross/size=64/rate=10", 1))
	their, err := Read("theirs/x.hlog", strings.NewReader(written(t)))
	if err != nil {
		t.Fatal(err)
	}
	logs = append(logs, their...)
	r := Report(logs, 1e-9)
	var got []string
	for _, c := range r.Sections[0].Charts {
		if len(c.Labels) > chart.MostLines {
			t.Errorf("%s has %d lines", c.Name, len(c.Labels))
		}
		got = append(got, fmt.Sprintf("%s, %s: %d", c.Name, c.Title, len(c.Labels)))
		if png, err := c.PNG(); err != nil || len(png) == 0 {
			t.Errorf("%s: %v", c.Name, err)
		}
	}
	const want = `percentiles-1, Percentiles: Latency cross 64 B: 8
over-time-1, Over time: Latency cross 64 B: 8
percentiles-2, Percentiles: Latency cross 64 B: 2
over-time-2, Over time: Latency cross 64 B: 2
percentiles-3, Percentiles: Paced cross 64 B rate=100: 1
over-time-3, Over time: Paced cross 64 B rate=100: 1
percentiles-4, Percentiles: Paced cross 64 B rate=10: 1
over-time-4, Over time: Paced cross 64 B rate=10: 1
percentiles-5, Percentiles: theirs: 2
over-time-5, Over time: theirs: 2`
	if s := strings.Join(got, "\n"); s != want {
		t.Errorf("charts:\n%s\nwant\n%s", s, want)
	}
	rows := r.Sections[0].Tables[0].Rows
	if len(rows) != 14 || rows[0].Keys[0] != "pipe block #1" || rows[9].Keys[0] != "tcp spin #2" ||
		rows[13].Keys[0] != "x B" {
		t.Errorf("rows %v", rows)
	}
}

// Readings of zero, and a log of one reading, are drawn too.
func TestOddLogsAreDrawn(t *testing.T) {
	var b bytes.Buffer
	w := hdrhistogram.NewHistogramLogWriter(&b)
	h := hdrhistogram.New(1, 1000, 1)
	h.RecordValue(0)
	if err := w.OutputIntervalHistogram(h); err != nil {
		t.Fatal(err)
	}
	logs, err := Read("x", &b)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range Report(logs, 1).Sections[0].Charts {
		if _, err := c.SVG(); err != nil {
			t.Error(err)
		}
	}
}
