package history

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ipcbench/report/internal/output"
)

// nightly writes result files of so many nights and cells, of so many samples with 3 % of noise each. Cell i takes 10
// µs × (1+i), times what change says.
func nightly(
	t testing.TB,
	nights, cells, samples int,
	change func(night, cell int) float64,
	kernel func(night int) string,
) string {
	t.Helper()
	dir := t.TempDir()
	lots := rand.New(rand.NewPCG(7, 7))
	begin := time.Date(2026, 1, 1, 3, 0, 0, 0, time.UTC)
	for night := range nights {
		var b strings.Builder
		date := begin.AddDate(0, 0, night)
		fmt.Fprintf(&b, "# date %s\n# commit %040x\ngoos: linux\ngoarch: amd64\ncpu: test\nkernel: %s\n",
			date.Format(time.RFC3339), night+1, kernel(night))
		for cell := range cells {
			for range samples {
				ns := 10_000 * float64(1+cell) * change(night, cell) * math.Exp(0.03*lots.NormFloat64())
				fmt.Fprintf(&b, "BenchmarkLatency/mech=m%d/wait=block/place=cross/size=64-2 100 %.1f ns/op %.1f "+
					"p50-ns\n", cell, ns, ns)
			}
		}
		// Names in another order than the dates: these count.
		name := filepath.Join(dir, fmt.Sprintf("%d", night%3), fmt.Sprintf("%04d.txt", (night*7919)%10007))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func always(int) string { return "6.1" }

func load(t testing.TB, dir string) ([]Run, []Series) {
	t.Helper()
	l, err := Load(dir)
	if err != nil || len(l.Problems) > 0 {
		t.Fatal(err, l)
	}
	runs := l.Runs
	series := Collect(runs)
	Find(runs, series, 0.01, 1)
	return runs, series
}

func TestAStepIsFoundWithItsCommitAndWhatElseChanged(t *testing.T) {
	const at = 30
	dir := nightly(t, 60, 4, 6, func(night, cell int) float64 {
		if cell == 2 && night >= at {
			return 1.05
		}
		return 1
	}, func(night int) string {
		if night >= at {
			return "6.2"
		}
		return "6.1"
	})
	runs, series := load(t, dir)
	if len(runs) != 60 || len(series) != 4 {
		t.Fatalf("%d runs, %d series", len(runs), len(series))
	}
	for i, s := range series {
		if i != 2 {
			if len(s.Steps) > 0 {
				t.Errorf("%s changes at %v", s.Name, s.Steps)
			}
			continue
		}
		if len(s.Steps) != 1 {
			t.Fatalf("%d steps in %s", len(s.Steps), s.Name)
		}
		step := s.Steps[0]
		if step.At < at-2 || step.At > at+2 || math.Abs(step.Change-0.05) > 0.02 {
			t.Errorf("a step of %v at %d, one of 0.05 at %d was due", step.Change, step.At, at)
		}
		if step.At == at && strings.Join(step.Besides, " ") != "kernel: 6.1 → 6.2" {
			t.Errorf("beside it changed %q", step.Besides)
		}
		if want := fmt.Sprintf("%040x", step.At+1); runs[s.Points[step.At].Run].Commit != want {
			t.Errorf("commit %s, %s was due", runs[s.Points[step.At].Run].Commit, want)
		}
	}
}

func TestSmallStepsAreNotTold(t *testing.T) {
	dir := nightly(t, 60, 1, 50, func(night, _ int) float64 {
		if night >= 30 {
			return 1.02
		}
		return 1
	}, always)
	runs, series := load(t, dir)
	if len(series[0].Steps) != 1 {
		t.Fatalf("%d steps", len(series[0].Steps))
	}
	Find(runs, series, 0.04, 1)
	if len(series[0].Steps) != 0 || len(series[0].Levels) != 1 {
		t.Errorf("%v, %v, though the step is smaller than asked for", series[0].Steps, series[0].Levels)
	}
}

func TestHardwareIsKeptApart(t *testing.T) {
	dir := nightly(t, 20, 2, 3, func(int, int) float64 { return 1 }, always)
	text := "# date 2026-01-05T00:00:00Z\ncpu: another\nBenchmarkLatency/mech=m0/wait=block/place=cross/size=64-2 " +
		"100 77 ns/op 77 p50-ns\n"
	if err := os.WriteFile(filepath.Join(dir, "other.txt"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("other.txt", filepath.Join(dir, "latest.txt")); err != nil {
		t.Fatal(err)
	}
	runs, series := load(t, dir)
	if len(runs) != 21 || len(series) != 3 || len(series[0].Points) != 20 || len(series[2].Points) != 1 {
		t.Errorf("%d runs, series %v", len(runs), series)
	}
	r := Report(&Loaded{Runs: runs}, series, 0.01, 10)
	if len(r.Sections) != 2 {
		t.Errorf("%d sections", len(r.Sections))
	}
}

func TestExportsAreWhatTheirReadersTake(t *testing.T) {
	runs, series := load(t, nightly(t, 12, 2, 6, func(int, int) float64 { return 1 }, always))
	var out bytes.Buffer
	d := Document{Runs: runs, Series: series}
	if err := output.Write(&out, output.CSV, 80, d); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil || len(rows) != 1+12*2 || len(rows[0]) != 9 {
		t.Errorf("%d rows of CSV, %v", len(rows), err)
	}
	out.Reset()
	if err := output.Write(&out, output.JSON, 80, d); err != nil {
		t.Fatal(err)
	}
	var all struct {
		Series []struct {
			Benchmark string
			Points    []struct{ Time output.Figure }
			Changes   []struct{}
		}
	}
	if err := json.Unmarshal(out.Bytes(), &all); err != nil || len(all.Series) != 2 ||
		len(all.Series[0].Points) != 12 || !(all.Series[0].Points[0].Time.Value > 9e-6) || all.Series[0].Changes == nil {
		t.Errorf("%v, %+v", err, all)
	}
	out.Reset()
	if err := GitHub(&out, runs); err != nil {
		t.Fatal(err)
	}
	var entries []map[string]any
	if err := json.Unmarshal(out.Bytes(), &entries); err != nil || len(entries) != 2 {
		t.Fatalf("%v, %v", err, entries)
	}
	for _, e := range entries {
		name, _ := e["name"].(string)
		value, _ := e["value"].(float64)
		if !strings.HasPrefix(name, "BenchmarkLatency/") || e["unit"] != "ns/op" || !(value > 9000) {
			t.Errorf("an entry of github-action-benchmark: %v", e)
		}
	}
	out.Reset()
	if err := Bencher(&out, runs); err != nil {
		t.Fatal(err)
	}
	var bmf map[string]map[string]map[string]float64
	if err := json.Unmarshal(out.Bytes(), &bmf); err != nil || len(bmf) != 2 {
		t.Fatalf("%v, %v", err, bmf)
	}
	for name, measures := range bmf {
		l := measures["latency"]
		if !(l["lower_value"] <= l["value"] && l["value"] <= l["upper_value"] && l["value"] > 9000) ||
			len(name) > 1024 {
			t.Errorf("%s: %v", name, measures)
		}
	}
}

// What so few runs cannot tell is not said: that nothing changed.
func TestTooFewRunsSaySo(t *testing.T) {
	for n, want := range map[int]string{1: "One run, nothing to compare", 2: "Too few runs",
		fewestRuns - 1: "Too few runs", 20: "No changes"} {
		dir := nightly(t, n, 1, 6, func(night, _ int) float64 {
			if n < fewestRuns && night >= n/2 {
				return 10 // which more runs would tell
			}
			return 1
		}, always)
		runs, series := load(t, dir)
		r := Report(&Loaded{Runs: runs}, series, 0.01, 10)
		if title := r.Sections[0].Tables[0].Title; title != want {
			t.Errorf("%d runs: %s, %s was due", n, title, want)
		}
		if one := strings.HasPrefix(r.About[0], "One run, 2026-01-01"); one != (n == 1) {
			t.Errorf("%d runs: %s", n, r.About[0])
		}
	}
}

func TestCompressedFilesAreRuns(t *testing.T) {
	dir := nightly(t, 3, 1, 6, func(int, int) float64 { return 1 }, always)
	names, err := filepath.Glob(dir + "/*/*.txt")
	if err != nil || len(names) != 3 {
		t.Fatal(names, err)
	}
	data, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	w.Write(data)
	w.Close()
	if err := errors.Join(os.Remove(names[0]), os.WriteFile(names[0]+".gz", zipped.Bytes(), 0o600)); err != nil {
		t.Fatal(err)
	}
	if runs, _ := load(t, dir); len(runs) != 3 {
		t.Errorf("%d runs of 3", len(runs))
	}
}

func TestNothingToRead(t *testing.T) {
	if _, err := Load(t.TempDir()); err == nil || !strings.Contains(err.Error(), "no result file") {
		t.Errorf("an empty directory: %v", err)
	}
	if _, err := Load("/does/not/exist"); err == nil || strings.Count(err.Error(), "\n") > 0 {
		t.Errorf("no directory: %v", err)
	}
}

// A thousand nights of 200 cells, of which one in ten changed.
func BenchmarkThousandRuns(b *testing.B) {
	dir := nightly(b, 1000, 200, 3, func(night, cell int) float64 {
		if cell%10 == 0 && night >= 500 {
			return 1.05
		}
		return 1
	}, always)
	b.ResetTimer()
	for range b.N {
		load(b, dir)
	}
}
