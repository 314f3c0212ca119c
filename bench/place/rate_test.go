package place

import (
	"maps"
	"math"
	"os"
	"path/filepath"
	"testing"

	"ipcbench/internal/host"
)

// The rate is the highest that cpufreq allows, or else that of /proc/cpuinfo; none where the kernel names none.
func TestTheNamedRateIsTheKernels(t *testing.T) {
	const info = "processor\t: 0\nvendor_id\t: AuthenticAMD\ncpu MHz\t\t: 2445.406\n\n" +
		"processor\t: 1\nvendor_id\t: AuthenticAMD\ncpu MHz\t\t: 2445.406\n\n"
	const frequency = "sys/devices/system/cpu/cpu1/cpufreq/cpuinfo_max_freq"
	for name, c := range map[string]struct {
		files map[string]string
		want  map[int]float64
	}{
		"a virtual machine": {map[string]string{"proc/cpuinfo": info}, map[int]float64{0: 2.445406, 1: 2.445406}},
		"cpufreq": {
			map[string]string{"proc/cpuinfo": info, frequency: "5100000\n"}, map[int]float64{0: 2.445406, 1: 5.1},
		},
		"nothing": {map[string]string{"proc/uptime": "1 1\n"}, map[int]float64{}},
	} {
		dir := t.TempDir()
		for file, text := range c.files {
			path := filepath.Join(dir, file)
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		near := func(a, b float64) bool { return math.Abs(a-b) < 1e-9 }
		if got := ratesOf(host.Root(dir)); !maps.EqualFunc(got, c.want, near) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
