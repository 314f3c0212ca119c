package compare

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
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
	return Options{Old: old, New: new, By: ".fullname", Filter: "*", Units: []string{"ns/op", "MB/s"}, Alpha: 0.05}
}

func TestCompare(t *testing.T) {
	old := file(t, "", map[string]float64{"a": 1000, "b": 2000, "c": 10})
	new := file(t, "", map[string]float64{"a": 1200, "b": 2000})
	c, err := Run(options(old, new))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Rows) != 4 || c.OnlyOld != 1 || c.OnlyNew != 0 || c.Remark() == "" {
		t.Fatalf("%d rows, %d and %d alone", len(c.Rows), c.OnlyOld, c.OnlyNew)
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
	if err != nil || len(c.Rows) != 2 || c.Rows[0].Key != "b" {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestRefusesOtherMachines(t *testing.T) {
	old, new := file(t, "kernel: 6.1\n", map[string]float64{"a": 1}), file(t, "kernel: 6.2\n", map[string]float64{"a": 1})
	o := options(old, new)
	_, err := Run(o)
	if err == nil || !strings.Contains(err.Error(), "kernel: 6.1 → 6.2") || !strings.Contains(err.Error(), "--despite=kernel") {
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
		"no file":     {func(o *Options) { o.New = "/does/not/exist" }, "/does/not/exist"},
		"filter":      {func(o *Options) { o.Filter = "a:(" }, "--filter=a:("},
		"projection":  {func(o *Options) { o.By = "a@(" }, "--by=a@("},
		"nothing":     {func(o *Options) { o.Filter = "/mech:z" }, "no benchmark result"},
		"other units": {func(o *Options) { o.Units = []string{"furlongs"} }, "no row in common"},
	} {
		o := options(good, good)
		c.change(&o)
		if _, err := Run(o); err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, where %q was due", name, err, c.want)
		}
	}
}
