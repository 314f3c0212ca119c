package compare

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/resultfile"
)

// file writes a result file of six samples a mechanism.
func file(t *testing.T, config string, ns map[string]float64) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("goos: linux\ncpu: one\n" + config + "Unit MB/s better=higher\n")
	for _, mech := range []string{"a", "b", "c"} {
		if ns[mech] == 0 {
			continue
		}
		for i := range 8 {
			v := ns[mech] * (1 + 0.001*float64(i))
			fmt.Fprintf(&b, "BenchmarkLatency/mech=%s/wait=block/size=64-2 100 %.1f ns/op %.3f MB/s\n", mech, v, 1e3/v)
		}
	}
	path := filepath.Join(t.TempDir(), "results.txt")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func options(old, new string) Options {
	return Options{Old: resultfile.FromFile(old), New: resultfile.FromFile(new),
		Labels: [2]string{"old", "new"}, By: ".fullname", Filter: "*",
		Units: []string{"ns/op", "MB/s"},
		Alpha: 0.05}
}

func TestCompare(t *testing.T) {
	old := file(t, "", map[string]float64{"a": 1000, "b": 2000, "c": 10})
	new := file(t, "", map[string]float64{"a": 1200, "b": 2000})
	c, err := Run(options(old, new))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Rows) != 4 || c.OnlyOld != 1 || c.OnlyNew != 0 || len(c.Remarks()) != 2 {
		t.Fatalf("%d rows, %d and %d alone", len(c.Rows), c.OnlyOld, c.OnlyNew)
	}
	if want := "In 2 of 4 rows (50 %) that have an interval in both files, the two overlap."; c.Remarks()[0] != want {
		t.Errorf("%q, want %q", c.Remarks()[0], want)
	}
	a, b := c.Rows[0], c.Rows[1]
	if math.Abs(a.New.Center/a.Old.Center-1.2) > 0.001 || a.P > 0.001 || b.P < 0.9 {
		t.Errorf("a: %+v, b: %+v", a, b)
	}
	var out strings.Builder
	for _, table := range c.Tables() {
		if err := table.Text(&out, 120); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{"+20.0 % worse", "-16.7 % worse", "1.004µs", "8+8"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in:\n%s", want, out.String())
		}
	}
}

func TestComparesByKeysAndFilter(t *testing.T) {
	path := file(t, "", map[string]float64{"a": 1000, "b": 2000})
	o := options(path, path)
	o.By, o.Filter = "/mech", "/mech:b"
	c, err := Run(o)
	if err != nil || len(c.Rows) != 2 || c.Rows[0].Key[0] != "b" {
		t.Errorf("%+v, %v", c, err)
	}
}

// Root and an ordinary user measure the same times, though only the one may count system calls.
func TestWhoMayCountSystemCallsIsNoOtherMachine(t *testing.T) {
	old := file(t, "", map[string]float64{"a": 1})
	new := file(t, "without: system call counts\n", map[string]float64{"a": 1})
	if _, err := Run(options(old, new)); err != nil {
		t.Error(err)
	}
}

func TestRefusesOtherMachines(t *testing.T) {
	old := file(t, "kernel: 6.1\n", map[string]float64{"a": 1})
	new := file(t, "kernel: 6.2\n", map[string]float64{"a": 1})
	o := options(old, new)
	_, err := Run(o)
	if err == nil || !strings.Contains(err.Error(), "kernel: 6.1 → 6.2") ||
		!strings.Contains(err.Error(), "--despite=kernel") {
		t.Errorf("%v", err)
	}
	o.Despite = []string{"kernel"}
	if _, err := Run(o); err != nil {
		t.Error(err)
	}
}

func TestBadInput(t *testing.T) {
	good := file(t, "", map[string]float64{"a": 1000})
	for name, c := range map[string]struct {
		change func(*Options)
		want   string
	}{
		"no file": {func(o *Options) { o.New = resultfile.FromFile("/does/not/exist") }, "/does/not/exist"},
		"no such key": {func(o *Options) { o.By = ".name,/nokey" },
			"no such key as /nokey; there are .name .fullname /gomaxprocs /mech /size /wait cpu goos"},
		"no setting": {func(o *Options) { o.Despite = []string{"kernal"} },
			"--despite=kernal: no such setting; there are host cpu"},
		"filter":     {func(o *Options) { o.Filter = "a:(" }, "--filter=a:("},
		"projection": {func(o *Options) { o.By = "a@(" }, "--by=a@("},
		"nothing":    {func(o *Options) { o.Filter = "/mech:z" }, "lets none of the 8"},
		"other units": {func(o *Options) { o.Units = []string{"furlongs"} },
			"neither file has it; there are MB/s ns/op"},
	} {
		o := options(good, good)
		c.change(&o)
		if _, err := Run(o); err == nil || !strings.Contains(err.Error(), c.want) ||
			strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, where %q was due", name, err, c.want)
		}
	}
}

// What is not a number does not stop the comparison, wherever it comes from.
func TestComparisonEndsOnWhatIsNoNumber(t *testing.T) {
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		values := []float64{101, 102, 103, 104, 105, bad}
		for _, sides := range [][2][]float64{{values[:5], values}, {values, values[:5]}, {values, values}} {
			r, ok := compare([]string{"key"}, "sec/op", sides[0], sides[1], nil)
			if !ok || r.N != [2]int{5, 5} || math.IsNaN(r.P) || r.New.Center != 103 {
				t.Errorf("%v: %v, %+v", bad, ok, r)
			}
		}
		if _, ok := compare([]string{"key"}, "sec/op", []float64{bad}, values, nil); ok {
			t.Errorf("%v alone is compared", bad)
		}
	}
}

// FuzzCompare promises that no input stops a comparison, and that none makes a row of what is no number.
func FuzzCompare(f *testing.F) {
	const one = "BenchmarkA-2 100 101 ns/op 1 allocs/op\nBenchmarkA-2 100 102 ns/op 0 allocs/op\n"
	f.Add([]byte(one), []byte(strings.ReplaceAll(one, "102", "NaN")))
	f.Add([]byte("pkg: a\n"+one+"pkg: b\n"+one), []byte(one))
	f.Add([]byte("cpu: x\n"+one), []byte("cpu: y\n"+strings.ReplaceAll(one, "-2 ", "-8 ")))
	f.Fuzz(func(t *testing.T, old, new []byte) {
		o := options("", "")
		o.Old, o.New, o.Despite = inMemory("old", old), inMemory("new", new), []string{"all"}
		c, err := Run(o)
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("%q is not one line", err)
		}
		for _, r := range c.Rows {
			if math.IsNaN(r.Old.Center) || math.IsInf(r.New.Center, 0) || r.P < 0 || r.P > 1 {
				t.Errorf("%+v", r)
			}
		}
		for _, table := range c.Tables() {
			var out strings.Builder
			if err := table.Text(&out, 120); err != nil || strings.ContainsAny(out.String(), "\x1b\x00") {
				t.Errorf("%v, %q", err, out.String())
			}
		}
	})
}

func inMemory(name string, data []byte) resultfile.Input {
	open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
	return resultfile.Input{Name: name, Open: open}
}

// A count that is another one in all samples differs, whatever the number of samples and of rows; one that varies is
// tested.
func TestNoCertainDifferenceOfCountsIsHidden(t *testing.T) {
	for name, c := range map[string]struct {
		old, new []float64
		want     map[string]string // by unit
	}{
		"from none": {[]float64{0, 0, 0}, []float64{1, 1, 1}, map[string]string{"allocs/op": "0 → 1 worse",
			"B/op": "0 → 1 worse", "msg/s": "?"}},
		"to none": {[]float64{2, 2}, []float64{0, 0}, map[string]string{"allocs/op": "2 → 0 better",
			"syscalls/op": "2 → 0"}},
		"one more": {[]float64{100, 100}, []float64{101, 101}, map[string]string{"allocs/op": "100 → 101 worse",
			"sec/op": "?"}},
		"the same": {[]float64{1, 1, 1, 1}, []float64{1, 1, 1, 1}, map[string]string{"allocs/op": "~",
			"sec/op": "~"}},
		"no count": {[]float64{0, 0, 0, 0, 0}, []float64{1, 1, 1, 1, 1}, map[string]string{"csw/op": "0 → 1",
			"allocs/op": "0 → 1 worse"}},
		"one sample": {[]float64{0}, []float64{1}, map[string]string{"allocs/op": "0 → 1", "sec/op": "?"}},
		"varies":     {[]float64{0, 1, 0, 1, 0}, []float64{1, 0, 1, 0, 1}, map[string]string{"allocs/op": "~"}},
		"varies, higher": {[]float64{1, 2, 1, 2, 1}, []float64{3, 4, 3, 4, 3},
			map[string]string{"allocs/op": "+200.0 % worse"}},
	} {
		for unit, want := range c.want {
			r, ok := compare([]string{"key"}, unit, c.old, c.new, nil)
			if got := r.difference(0.05); !ok || got != want {
				t.Errorf("%s: %s is %q, %q was due (p = %v)", name, unit, got, want, r.P)
			}
		}
	}
	// The correction for many rows takes the certainty of a test, not that of counts.
	var old, new strings.Builder
	for i := range 100 {
		for range 6 {
			fmt.Fprintf(&old, "BenchmarkX/n=%d-2 100 50 ns/op 0 allocs/op\n", i)
			fmt.Fprintf(&new, "BenchmarkX/n=%d-2 100 50 ns/op %d allocs/op\n", i, i%2)
		}
	}
	o := options("", "")
	o.Old, o.New = inMemory("old", []byte(old.String())), inMemory("new", []byte(new.String()))
	o.Units = []string{"allocs/op"}
	c, err := Run(o)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range c.Rows {
		want := "~"
		if i%2 == 1 {
			want = "0 → 1 worse"
		}
		if got := r.cells(c.Alpha)[2]; got != want {
			t.Errorf("%s: %q, %q was due (p = %v)", r.Key, got, want, r.P)
		}
	}
}

// Names that end in another GOMAXPROCS are other benchmarks, until the user says otherwise.
func TestGOMAXPROCSIsTold(t *testing.T) {
	const form = "BenchmarkX/size=64%s 100 50 ns/op\n"
	for _, suffixes := range [][2]string{{"-2", "-8"}, {"", "-8"}, {"-2", ""}} {
		o := options("", "")
		o.Old = inMemory("old", []byte(fmt.Sprintf(form, suffixes[0])))
		o.New = inMemory("new", []byte(fmt.Sprintf(form, suffixes[1])))
		_, err := Run(o)
		want := fmt.Sprintf("names end in %s there and in %s here, which is GOMAXPROCS "+
			"(to compare all the same: --despite=gomaxprocs)",
			cmp.Or(suffixes[0], "none"), cmp.Or(suffixes[1], "none"))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, where %q was due", suffixes, err, want)
		}
		o.Despite = []string{"gomaxprocs"}
		if c, err := Run(o); err != nil || len(c.Rows) != 1 || c.Rows[0].Key[0] != "X/size=64" {
			t.Errorf("%q: %v, %+v", suffixes, err, c.Rows)
		}
	}
}

func TestUnitsThatNeitherFileHasAreTold(t *testing.T) {
	o := options(file(t, "", map[string]float64{"a": 1}), file(t, "", map[string]float64{"a": 1}))
	o.Units = []string{"ns/op", "furlongs"}
	if c, err := Run(o); err != nil || !slices.Contains(c.Remarks(), "Neither file has furlongs.") {
		t.Errorf("%v, %q", err, c.Remarks())
	}
}

// compare has no quantile of too few readings either; of others' benchmarks it knows nothing of the sort.
func TestQuantilesOfTooFewReadingsAreNotCompared(t *testing.T) {
	run := func(name string, iterations int) (*Comparison, error) {
		line := fmt.Sprintf("Benchmark%s-2 %d 900 ns/op 920 p90-ns 930 p99-ns\n", name, iterations)
		o := options("", "")
		o.Old, o.New = inMemory("old", []byte(line)), inMemory("new", []byte(line))
		o.Units = []string{"p90-ns", "p99-ns"}
		return Run(o)
	}
	const ours = "Latency/mech=pipe/wait=block/place=cross/size=64"
	if c, err := run(ours, 1000); err != nil || len(c.Rows) != 2 {
		t.Errorf("%v, %v", err, c.Rows)
	}
	c, err := run(ours, 999)
	if err != nil || len(c.Rows) != 1 || c.Rows[0].Unit != schema.P90Sec || len(c.Remarks()) != 1 ||
		c.Remarks()[0] != "Neither file has p99-ns (a quantile needs ten readings beyond it)." {
		t.Errorf("%v, %v, %q", err, c.Rows, c.Remarks())
	}
	if _, err := run(ours, 9); err == nil || !strings.Contains(err.Error(), "ten readings beyond it") {
		t.Errorf("%v", err)
	}
	if c, err := run("Theirs/size=64", 9); err != nil || len(c.Rows) != 2 {
		t.Errorf("%v, %v", err, c.Rows)
	}
}

// Files are compared state by state: what the same program took in another state of the machine is no difference.
func TestStatesAreComparedEachByItself(t *testing.T) {
	write := func(far, near int, factor float64) string {
		var b strings.Builder
		b.WriteString("cpu: one\n")
		for i := range far + near {
			line := 455.0
			if i >= far {
				line = 65
			}
			spread := 1 + 0.01*float64(i%7)
			fmt.Fprintf(&b, "BenchmarkLatency/mech=slot/wait=spin/place=cross/size=64-2 100 %.1f ns/op %.1f line-ns\n",
				1.3*line*factor*spread, line*spread)
		}
		path := filepath.Join(t.TempDir(), "results.txt")
		if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	run := func(old, new string, despite ...string) (*Comparison, error) {
		o := options(old, new)
		o.Units, o.Despite = []string{"ns/op"}, despite
		return Run(o)
	}
	c, err := run(write(12, 8, 1), write(7, 14, 1))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Rows) != 2 || c.Rows[0].P < 0.05 || c.Rows[1].P < 0.05 || c.Rows[0].Key[0] != "far" {
		t.Errorf("the same program: %+v", c.Rows)
	}
	if c, err = run(write(12, 8, 1), write(7, 14, 1.3)); err != nil || c.Rows[0].P > 0.05 || c.Rows[1].P > 0.05 {
		t.Errorf("a slower one: %v, %+v", err, c.Rows)
	}
	if c, err = run(write(12, 8, 1), write(7, 14, 1), "state"); err != nil || len(c.Rows) != 1 {
		t.Errorf("despite the state: %v, %+v", err, c.Rows)
	}
	unprobed := file(t, "", map[string]float64{"slot": 590, "a": 590})
	if _, err = run(unprobed, write(7, 14, 1)); err == nil || strings.Contains(err.Error(), "state") {
		t.Errorf("a file without probes: %v", err)
	}
	_, err = run(write(12, 0, 1), write(0, 12, 1))
	if err == nil || !strings.Contains(err.Error(), "far there and near here") {
		t.Errorf("no state in common: %v", err)
	}
}

// Another link is another machine for what was measured between hosts; a file that has nothing between hosts is
// compared in what both have.
func TestOtherHostsAreOtherMachines(t *testing.T) {
	within := file(t, "", map[string]float64{"a": 1000})
	between := func(link string) string {
		path := file(t, "host-b: node\nlink: "+link+"\n", map[string]float64{"a": 1000})
		f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		for range 8 {
			fmt.Fprintln(f, "BenchmarkLatency/mech=a/wait=block/size=64/scope=host-2 100 5000 ns/op")
		}
		return path
	}
	if c, err := Run(options(within, between("x"))); err != nil || c.OnlyNew != 1 || len(c.Rows) != 2 {
		t.Errorf("%v: %+v", err, c)
	}
	if c, err := Run(options(between("x"), between("x"))); err != nil || len(c.Rows) != 3 {
		t.Errorf("%v: %+v", err, c)
	}
	if _, err := Run(options(between("x"), between("y"))); err == nil || !strings.Contains(err.Error(), "link: x → y") {
		t.Errorf("the links differ: %v", err)
	}
}

// clocked writes a result file of eight samples each of two mechanisms, on CPUs whose clock has about a rate.
func clocked(t *testing.T, rate float64) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("goos: linux\ncpu: one\nUnit MB/s better=higher\n")
	for i, cycles := range []float64{1e5, 3e6} {
		for sample := range 8 {
			rate := rate * (1 + 0.004*float64(sample))
			ns := cycles / rate * (1 + 0.001*float64(sample*sample%7))
			fmt.Fprintf(&b, "BenchmarkLatency/mech=m%d-2 100 %.3f ns/op %.6f MB/s %d allocs/op %.2f clock-%%\n", i, ns,
				1e5/ns, 3, rate)
		}
	}
	path := filepath.Join(t.TempDir(), "results.txt")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// What takes as many cycles in both files agrees at one clock rate, and a remark says so where it does not otherwise.
func TestClockRatesAreBroughtTogether(t *testing.T) {
	o := options(clocked(t, 150), clocked(t, 160))
	o.Units = append(o.Units, "allocs/op")
	c, err := Run(o)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"In 0 of 4 rows", "The CPUs' clock was 6.7 % faster in " + o.New.Name,
		"they overlap in 4 (100 %); --same-clock",
	} {
		if !strings.Contains(c.Remarks()[0], want) {
			t.Errorf("%q, want %q", c.Remarks()[0], want)
		}
	}
	o.SameClock = true
	if c, err = Run(o); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"In 4 of 4 rows", "at one clock rate, the 152 % of " + o.Old.Name} {
		if !strings.Contains(c.Remarks()[0], want) {
			t.Errorf("%q, want %q", c.Remarks()[0], want)
		}
	}
	for _, r := range c.Rows {
		if ratio := r.New.Center / r.Old.Center; math.Abs(ratio-1) > 1e-3 {
			t.Errorf("%s, %s: %v and %v", r.Key, r.Unit, r.Old.Center, r.New.Center)
		}
	}
	o.Old, o.New = o.New, o.Old
	o.SameClock = false
	if c, err = Run(o); err != nil || !strings.Contains(c.Remarks()[0], "6.2 % slower") {
		t.Errorf("%v, %q", err, c.Remarks())
	}
}

// A file without clock rates is compared as it is, and not at one clock rate.
func TestWithoutClockRates(t *testing.T) {
	plain := file(t, "", map[string]float64{"a": 1000})
	o := options(plain, plain)
	if c, err := Run(o); err != nil || strings.Contains(strings.Join(c.Remarks(), " "), "clock") {
		t.Errorf("%v, %q", err, c.Remarks())
	}
	o.SameClock = true
	if _, err := Run(o); err == nil || !strings.Contains(err.Error(), "no sample of "+o.Old.Name+" has clock-%") {
		t.Errorf("%v", err)
	}
}
