package e2e

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"ipcbench/mechanisms/catalogue"

	"golang.org/x/perf/benchfmt"
)

// Every line has all units of its pattern, and their values agree with each other.
func TestEveryLineCarriesItsUnits(t *testing.T) {
	planned, _ := list(t, "-ipc.matrix=quick", "-ipc.mechs="+someMechanisms)
	results := parse(t, quick(t))
	if said := withoutNotices(quickErr); said != "" {
		t.Errorf("on standard error, which is not a terminal: %s", said)
	}
	count := map[string]int{}
	for _, r := range results {
		name := "Benchmark" + strings.TrimSuffix(string(r.Name.Full()), gomaxprocs(r))
		count[name]++
		t.Run(name, func(t *testing.T) {
			switch {
			case strings.HasPrefix(name, "BenchmarkLatency/"):
				checkLatency(t, r)
			case strings.HasPrefix(name, "BenchmarkThroughput/"):
				checkThroughput(t, r)
			case strings.HasPrefix(name, "BenchmarkPaced/"):
				checkPaced(t, r)
			case strings.HasPrefix(name, "BenchmarkClaim/what=stranger/"):
				if v := has(t, r, "opened-%"); v != 0 && v != 100 {
					t.Errorf("%v opened-%%", v)
				}
				return // nothing was done that has a cost
			default:
				if v := has(t, r, "ns/op"); v <= 0 {
					t.Errorf("%v ns/op", v)
				}
			}
			if allocs := has(t, r, "allocs/op"); allocs != 0 && allocatesNothing(name) {
				t.Errorf("%v allocs/op, want 0", allocs)
			}
			cores := "cores"
			if strings.HasPrefix(name, "BenchmarkPaced/") || strings.HasPrefix(name, "BenchmarkClaim/what=idle/") {
				cores = "recv-cores"
			}
			for _, unit := range []string{"cpu-ns/op", cores} {
				if v := has(t, r, unit); v <= 0 {
					t.Errorf("%v %s", v, unit)
				}
			}
			if all, involuntary := has(t, r, "csw/op"), has(t, r, "inv-csw/op"); involuntary > all {
				t.Errorf("%v inv-csw/op of %v csw/op", involuntary, all)
			}
			for _, unit := range []string{"noise-%", "steal-%"} {
				if v := has(t, r, unit); v > 100 {
					t.Errorf("%v %s", v, unit)
				}
			}
			for _, key := range []string{
				"kernel", "virt", "cpus", "mitigations", "governor", "idle", "clocksource", "thp", "go",
			} {
				if r.GetConfig(key) == "" {
					t.Errorf("no configuration line %s:", key)
				}
			}
		})
	}
	for _, name := range planned {
		if count[name] != quickCount {
			t.Errorf("%s occurs %d times, want %d", name, count[name], quickCount)
		}
		delete(count, name)
	}
	for name := range count {
		t.Errorf("%s ran, but -ipc.list does not name it", name)
	}
}

// has is the value in a unit, which must be there.
func has(t *testing.T, r *benchfmt.Result, unit string) float64 {
	t.Helper()
	v, ok := value(r, unit)
	if !ok {
		t.Errorf("no %s", unit)
	}
	return v
}

// checkPaced: a rate that is held has latencies, and one that is not has none.
func checkPaced(t *testing.T, r *benchfmt.Result) {
	for _, unit := range []string{"msg/s", "late-%", "backlog", "send-cores", "clockwork-late-%", "clockwork-p99-ns"} {
		if v := has(t, r, unit); v < 0 {
			t.Errorf("%v %s", v, unit)
		}
	}
	unheld := has(t, r, "unheld-%")
	for _, unit := range []string{"ns/op", "p50-ns", "max-ns", "readings"} {
		if v, ok := value(r, unit); ok != (unheld == 0) || ok && v <= 0 {
			t.Errorf("%v %s, %t, where the rate was missed by %v %%", v, unit, ok, unheld)
		}
	}
}

func checkLatency(t *testing.T, r *benchfmt.Result) {
	if v := has(t, r, "ns/op"); v <= 0 {
		t.Errorf("%v ns/op", v)
	}
	before, readings := 0.0, has(t, r, "readings")
	for _, q := range []struct {
		unit   string
		needed float64 // how many readings it needs, so that ten lie beyond it
	}{
		{"p50-ns", 20}, {"p90-ns", 100}, {"p99-ns", 1000}, {"p99.9-ns", 10_000}, {"p99.99-ns", 100_000}, {"max-ns", 1},
	} {
		v, told := value(r, q.unit)
		if told != (readings >= q.needed) {
			t.Errorf("%v readings, and %s is reported: %v", readings, q.unit, told)
		}
		if told && (v <= 0 || v < before*0.998) { // a bucket of the histogram spans up to 0.2 %
			t.Errorf("%s is %v, after %v", q.unit, v, before)
		}
		before = max(before, v)
	}
}

func checkThroughput(t *testing.T, r *benchfmt.Result) {
	ns, messages, megabytes := has(t, r, "ns/op"), has(t, r, "msg/s"), has(t, r, "MB/s")
	if !near(ns*messages, 1e9) {
		t.Errorf("%v ns/op × %v msg/s is not 1e9 ns/s", ns, messages)
	}
	const rounding = 0.005 // Go prints two decimals of MB/s, however small
	if size := sizeOf(t, r); math.Abs(megabytes-messages*size/1e6) > rounding+0.002*megabytes {
		t.Errorf("%v MB/s is not %v msg/s × %v bytes", megabytes, messages, size)
	}
}

// gomaxprocs is the suffix that Go adds to the name, such as "-2"; "" if there is none.
func gomaxprocs(r *benchfmt.Result) string {
	_, parts := r.Name.Parts()
	if last := string(parts[len(parts)-1]); strings.HasPrefix(last, "-") {
		return last
	}
	return ""
}

// sizeOf is the value of size= in the name.
func sizeOf(t *testing.T, r *benchfmt.Result) float64 {
	t.Helper()
	_, parts := r.Name.Parts()
	for _, p := range parts {
		if digits, ok := strings.CutPrefix(string(p), "/size="); ok {
			size, err := strconv.Atoi(digits)
			if err != nil {
				t.Fatal(err)
			}
			return float64(size)
		}
	}
	t.Fatalf("no size in %s", r.Name)
	return 0
}

// near allows for rounding: the testing package prints four digits.
func near(a, b float64) bool { return math.Abs(a-b) <= 0.002*b }

// allocatesNothing tells whether a benchmark's mechanism is raw: its loops must not allocate. To make and open a
// channel may; and in the second for which a reader is idle, the Go runtime may start a thread.
func allocatesNothing(benchmark string) bool {
	if strings.HasPrefix(benchmark, "BenchmarkSetup/") || strings.HasPrefix(benchmark, "BenchmarkClaim/what=idle/") {
		return false
	}
	for _, m := range catalogue.All() {
		if t := m.Traits(); strings.Contains(benchmark, "/mech="+t.Name+"/") {
			return t.Raw
		}
	}
	return true
}
