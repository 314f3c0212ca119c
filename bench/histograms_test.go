package bench

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"

	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/bench/record"
	"ipcbench/bench/worker"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/pipe"
)

func cellOf(p Pattern, keys string) plan.Cell {
	return plan.Cell{
		Pattern: p, Mechanism: pipe.Pipe{}, Wait: mechanisms.Block, Place: place.Same, Size: 64, Keys: keys,
	}
}

// someLog has 1000 readings, one each 2 ms.
func someLog(batch int) *worker.Log {
	readings := make([]int64, 1000)
	for i := range readings {
		readings[i] = int64(batch) * 1000
	}
	ended := func(i int) int64 { return int64(i) * 2_000_000 }
	return worker.LogOf(readings, ended, batch, 0, 1_800_000_000_250_000_000)
}

// HdrHistogram's own reader reads what is written: the values, the times, and whose they are.
func TestLogsAreReadByHdrHistogram(t *testing.T) {
	dir := histogramDir(filepath.Join(t.TempDir(), "new", "logs"))
	c := cellOf(Latency, "")
	if err := dir.prepare([]plan.Cell{c}); err != nil {
		t.Fatal(err)
	}
	if err := dir.write(c, 1, someLog(4)); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(string(dir), "Latency_mech=pipe_wait=block_place=same_size=64.1.hlog"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "# 4 ops share a reading of the clock") {
		t.Errorf("nothing is said of means:\n%.300s", text)
	}
	r := hdrhistogram.NewHistogramLogReader(bytes.NewReader(text))
	for i := range 2 {
		h, err := r.NextIntervalHistogram()
		if err != nil || h == nil {
			t.Fatalf("interval %d: %v, %v", i, h, err)
		}
		if h.TotalCount() != 500 || h.Max() != 1000 || h.Tag() != c.FullName() {
			t.Errorf("interval %d: %d values up to %d, tag %q", i, h.TotalCount(), h.Max(), h.Tag())
		}
		if want := int64(1_800_000_000_250) + int64(i)*1000; h.StartTimeMs() != want {
			t.Errorf("interval %d begins at %d, want %d", i, h.StartTimeMs(), want)
		}
	}
	if h, err := r.NextIntervalHistogram(); h != nil || err != nil {
		t.Errorf("a third interval: %v, %v", h, err)
	}
}

func TestNoLogIsOverwritten(t *testing.T) {
	dir := histogramDir(t.TempDir())
	c, other := cellOf(Latency, ""), cellOf(Paced, "rate=80%")
	for n := 1; n <= 12; n++ {
		if err := dir.write(c, n, someLog(1)); err != nil {
			t.Fatal(err)
		}
	}
	if err := dir.write(c, 12, someLog(1)); err == nil {
		t.Error("a log was overwritten")
	}
	err := dir.prepare([]plan.Cell{other, c})
	if err == nil || !strings.Contains(err.Error(), ".hlog is there already") || strings.Contains(err.Error(), "\n") {
		t.Errorf("before a run: %v", err)
	}
	unlogged := c
	unlogged.Pattern = Throughput
	if err := dir.prepare([]plan.Cell{other, unlogged}); err != nil {
		t.Errorf("other benchmarks: %v", err)
	}
	t.Setenv(record.RoundVariable, "2/3")
	if err := dir.prepare([]plan.Cell{c}); err != nil {
		t.Errorf("a second round: %v", err)
	}
	if entries, err := os.ReadDir(string(dir)); err != nil || len(entries) != 12 {
		t.Errorf("%d files, want 12; %v", len(entries), err)
	}
}

func TestADirectoryThatCannotBeWrittenIsRefused(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []histogramDir{histogramDir(file), histogramDir(filepath.Join(file, "below"))} {
		err := dir.prepare(nil)
		if err == nil || !strings.HasPrefix(err.Error(), "-ipc.histograms="+string(dir)+": ") {
			t.Errorf("%v", err)
		}
	}
	if err := histogramDir("").prepare(nil); err != nil {
		t.Errorf("without the flag: %v", err)
	}
	if err := histogramDir("").write(cellOf(Latency, ""), 1, someLog(1)); err != nil {
		t.Errorf("without the flag: %v", err)
	}
}

func TestNamesOfLogsAreSafeAndDiffer(t *testing.T) {
	seen := map[string]string{}
	for _, keys := range []string{"", "rate=80", "rate=80%", "rate=80+25", "a=b_c", "a=b/c", "a=ä", "a=.. ;$x"} {
		name := logName(cellOf(Paced, keys))
		if other, ok := seen[name]; ok {
			t.Errorf("%q and %q are both %s", keys, other, name)
		}
		seen[name] = keys
		if strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.=_+-") != "" {
			t.Errorf("%q: %s", keys, name)
		}
	}
}

func TestALogOfAStallEndsAfterIt(t *testing.T) {
	l := worker.LogOf([]int64{int64(1500 * time.Millisecond)},
		func(int) int64 { return int64(1500 * time.Millisecond) },
		1, 0, 0)
	var text bytes.Buffer
	if err := writeLog(&text, cellOf(Latency, ""), l); err != nil {
		t.Fatal(err)
	}
	if want := ",1.000000,0.500000,"; !strings.Contains(text.String(), want) {
		t.Errorf("no interval %s in\n%s", want, &text)
	}
}
