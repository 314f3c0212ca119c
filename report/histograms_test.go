package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// hlogOf is a directory with a log of 2,000 readings from 5 to 7 µs.
func hlogOf(t *testing.T) (logs string) {
	t.Helper()
	logs = t.TempDir()
	f, err := os.Create(filepath.Join(logs, "a.hlog"))
	if err != nil {
		t.Fatal(err)
	}
	h := hdrhistogram.New(1, 1e9, 3)
	for v := range int64(2000) {
		h.RecordValue(5000 + v)
	}
	h.SetEndTimeMs(1000)
	if err := hdrhistogram.NewHistogramLogWriter(f).OutputIntervalHistogram(h); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return logs
}

// A directory of logs is drawn; a damaged log is named in one line, and nothing is drawn.
func TestHistogramsAreDrawn(t *testing.T) {
	logs, out := hlogOf(t), filepath.Join(t.TempDir(), "out")
	status, text, errs := call(t, nil, "histograms", "--width=100", "-o", out, logs)
	if status != exitOK || !strings.Contains(text, "6.00 µs") || !strings.Contains(text, "7.00 µs") {
		t.Errorf("status %d, %s\n%s", status, errs, text)
	}
	if _, text, _ := call(t, nil, "histograms", "--unit=us", logs); !strings.Contains(text, "6.00 ms") {
		t.Errorf("in microseconds:\n%s", text)
	}
	for _, name := range []string{"percentiles-1", "over-time-1"} {
		for _, ending := range []string{".png", ".svg"} {
			if _, err := os.Stat(filepath.Join(out, name+ending)); err != nil || !ours.MatchString(name+ending) {
				t.Errorf("%s%s: %v", name, ending, err)
			}
		}
	}
	if err := os.WriteFile(filepath.Join(logs, "b.hlog"), []byte("0,1,2,HISTFAAA\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	status, text, errs = call(t, nil, "histograms", logs)
	oneLine := strings.Count(errs, "\n") == 1
	if status != exitNothing || text != "" || !oneLine || !strings.Contains(errs, "b.hlog:1: damaged") {
		t.Errorf("a damaged log: status %d, %q, %q", status, text, errs)
	}
	for args, want := range map[string]int{t.TempDir(): exitNothing, filepath.Join(logs, "none"): exitUsage} {
		if status, _, errs := call(t, nil, "histograms", args); status != want || strings.Count(errs, "\n") != 1 {
			t.Errorf("%s: status %d, want %d: %s", args, status, want, errs)
		}
	}
}
