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
		fmt.Fprintf(&b, "BenchmarkLatency/mech=m%d/wait=%s/place=%s/size=64-2 \t%8d\t%10.0f ns/op\t", i/4%50,
			[]string{"block", "spin"}[i%2], []string{"cross", "same"}[i/2%2], 2000+r.IntN(9000), around(1e3*us))
		fmt.Fprintf(&b, "%10.4g cores\t%10.0f cpu-ns/op\t%10.4g csw/op\t%10.4g inv-csw/op\t%10.0f line-ns\t%10.0f max-ns\t",
			around(1.1), around(900*us), around(2), around(0.01), around(450), around(1e5*us))
		fmt.Fprintf(&b, "%10.4g noise-%%\t%10d ops/clock\t%10.0f p50-ns\t%10.0f p90-ns\t%10.0f p99-ns\t%10.4g passes-%%\t",
			r.Float64(), 1, around(1e3*us), around(15e2*us), around(3e3*us), r.Float64())
		fmt.Fprintf(&b, "%10d readings\t%10d steal-%%\t%10.4g syscalls/op\t%10.0f warm-up-ns\t%10d B/op\t%10d allocs/op\n",
			5000, 0, around(4), around(1e8), 0, 0)
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
