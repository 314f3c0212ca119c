package main

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fleetOf writes the files of so many machines with so many cells of three samples each, and returns their names. Every
// machine has a speed of its own, of 3 % around 1; the odd ones out are number 7, which is half as fast and has another
// governor, and number 11, which is 30 % faster and has another kernel.
func fleetOf(tb testing.TB, machines, cells int) (files []string) {
	tb.Helper()
	dir := tb.TempDir()
	r := rand.New(rand.NewPCG(5, 6))
	for i := range machines {
		speed, governor, kernel := math.Exp(0.03*r.NormFloat64()), "performance", "6.12.48"
		switch i {
		case 7:
			speed, governor = 2, "powersave"
		case 11:
			speed, kernel = 1/1.3, "6.18.5"
		}
		var b strings.Builder
		fmt.Fprintf(&b, "goos: linux\ngoarch: amd64\ncpu: A\ncpus: 8\nkernel: %s\ngovernor: %s\nhost: node-%03d\n"+
			"# date 2026-01-01T00:00:00Z\n# skip pty: no devpts\n", kernel, governor, i)
		for range 3 {
			for c := range cells {
				mech, wait, size := c/2%25, []string{"block", "spin"}[c%2], 64<<(2*(c/100))
				ns := speed * float64(1000*(1+mech)) * float64(1+c/100) * math.Exp(0.02*r.NormFloat64())
				name := fmt.Sprintf("mech=m%d/wait=%s/place=cross/size=%d-8", mech, wait, size)
				if c/50%2 == 0 {
					fmt.Fprintf(&b, "BenchmarkLatency/%s \t 10000 \t %.1f ns/op \t %.1f p50-ns \t %.1f p99-ns", name,
						ns, ns, 2*ns)
				} else {
					fmt.Fprintf(&b, "BenchmarkThroughput/%s \t 10000 \t %.1f ns/op \t %.2f MB/s \t %.1f msg/s", name,
						ns,
						1e3*float64(size)/ns, 1e9/ns)
				}
				fmt.Fprintf(&b, " \t %.1f cpu-ns/op \t 1.1 cores \t 2 csw/op \t 0.01 inv-csw/op \t 450 line-ns \t "+
					"120 call-ns \t 1 noise-%% \t 0 steal-%%\n", 1.1*ns)
			}
		}
		files = append(files, filepath.Join(dir, fmt.Sprintf("%03d.txt", i)))
		if err := os.WriteFile(files[i], []byte(b.String()), 0o600); err != nil {
			tb.Fatal(err)
		}
	}
	return files
}

// Of many machines the report shows how they are spread, and which are not like the others and why.
func TestManyMachinesAreSummedUp(t *testing.T) {
	dir := t.TempDir()
	args := append([]string{"--width=140", "-o", dir}, fleetOf(t, 30, 100)...)
	status, out, errs := call(t, nil, args...)
	if status != exitOK {
		t.Fatal(status, errs)
	}
	for _, want := range []string{
		"30 machines. They are too many for tables and charts of each",
		"best machine  worst machine", "node-011      node-007", "(all machines)", "20 other machines deviate less",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%.6000s", want, out)
		}
	}
	_, deviating, _ := strings.Cut(out, "Machines that deviate most")
	slow, fast := strings.Index(deviating, "node-007"), strings.Index(deviating, "node-011")
	if slow < 0 || fast < slow || !strings.Contains(deviating, "governor: powersave (most: performance)") ||
		!strings.Contains(deviating, "kernel: 6.18.5 (most: 6.12.48)") {
		t.Errorf("the odd machines are not told first:\n%.3000s", deviating)
	}
	charts, _ := filepath.Glob(filepath.Join(dir, "*.png"))
	if len(charts) != 2 || !ours.MatchString(filepath.Base(charts[0])) || !ours.MatchString(filepath.Base(charts[1])) {
		t.Errorf("charts: %v", charts)
	}
	if strings.Contains(errs, "each has its own tables") {
		t.Error(errs)
	}
}

// BenchmarkFleet reports 200 machines with 300 cells of three samples each, pages and charts too.
func BenchmarkFleet(b *testing.B) {
	args := append([]string{"--width=140", "-o", b.TempDir()}, fleetOf(b, 200, 300)...)
	for b.Loop() {
		if status := run(args, streams{out: io.Discard, err: io.Discard}); status != exitOK {
			b.Fatal("exit status", status)
		}
	}
}
