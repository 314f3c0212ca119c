package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// manyLines is a result file of n lines as ipcbench writes them, of 200 benchmarks in turn.
func manyLines(n int) string {
	r := rand.New(rand.NewPCG(1, 2))
	around := func(v float64) float64 { return v * (1 + 0.1*r.NormFloat64()) }
	var b strings.Builder
	b.WriteString("goos: linux\ngoarch: amd64\ncpu: A\npkg: ipcbench\n# date 2026-01-01T00:00:00Z\n")
	for i := range n {
		us := 1 + float64(i/4%50)
		fmt.Fprintf(&b, "BenchmarkLatency/mech=m%d/wait=%s/place=%s/size=64-2 \t%8d", i/4%50,
			[]string{"block", "spin"}[i%2], []string{"cross", "same"}[i/2%2], 20_000+r.IntN(9000))
		for _, f := range []struct {
			unit  string
			value float64
		}{
			{"ns/op", around(1e3 * us)}, {"cores", around(1.1)}, {"cpu-ns/op", around(900 * us)}, {"csw/op", around(2)},
			{"inv-csw/op", around(0.01)}, {"line-ns", around(450)}, {"max-ns", around(1e5 * us)},
			{"noise-%", r.Float64()},
			{"ops/clock", 1}, {"p50-ns", around(1e3 * us)}, {"p90-ns", around(2e3 * us)}, {"p99-ns", around(3e3 * us)},
			{"passes-%", r.Float64()}, {"readings", 5000}, {"steal-%", 0}, {"syscalls/op", around(4)},
			{"warm-up-ns", around(1e8)}, {"B/op", 0}, {"allocs/op", 0},
		} {
			fmt.Fprintf(&b, "\t%10.4g %s", f.value, f.unit)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// BenchmarkReportOfManyLines draws the tables of a file of 20,000 lines: lines/s, and the bytes of heap that are
// allocated for a line (B/line).
func BenchmarkReportOfManyLines(b *testing.B) {
	const lines = 20_000
	path := filepath.Join(b.TempDir(), "many.txt")
	if err := os.WriteFile(path, []byte(manyLines(lines)), 0o600); err != nil {
		b.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for b.Loop() {
		if status := run([]string{"--width=120", path}, streams{out: io.Discard, err: os.Stderr}); status != exitOK {
			b.Fatal("exit status", status)
		}
	}
	runtime.ReadMemStats(&after)
	total := float64(b.N) * lines
	b.ReportMetric(total/b.Elapsed().Seconds(), "lines/s")
	b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/total, "B/line")
}
