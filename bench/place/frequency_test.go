package place

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// tree writes files below a directory that stands for /sys/devices/system/cpu.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// The change is that of the CPU whose rate changed most, up or down. It is NaN if a rate is not shown.
func TestFrequencyChange(t *testing.T) {
	root := tree(t, map[string]string{
		"cpu2/cpufreq/scaling_cur_freq": "2000000\n", "cpu3/cpufreq/scaling_cur_freq": "3000000\n",
		"cpu4/cpufreq/scaling_cur_freq": "<unknown>\n",
	})
	before := frequencies(root, []int{2, 3})
	if !slices.Equal(before, []float64{2e6, 3e6}) {
		t.Fatal(before)
	}
	for _, c := range []struct {
		after []float64
		want  float64
	}{{before, 0}, {[]float64{2e6, 2.4e6}, 0.2}, {[]float64{3e6, 2.4e6}, 0.5}} {
		if got := frequencyChange(before, c.after); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%v to %v: %v, want %v", before, c.after, got, c.want)
		}
	}
	for _, cpus := range [][]int{{4}, {2, 5}} {
		if f := frequencies(root, cpus); f != nil || !math.IsNaN(frequencyChange(f, f)) {
			t.Errorf("CPUs %v: %v", cpus, f)
		}
	}
}

func TestIdleStates(t *testing.T) {
	root := tree(t, map[string]string{
		"cpu2/cpuidle/state0/time": "1000\n", "cpu2/cpuidle/state1/time": "250000\n",
		"cpu3/cpuidle/state0/time": "long\n",
	})
	if idle, ok := idleStates(root, 2); !ok || idle != 251*time.Millisecond {
		t.Errorf("%v, %v", idle, ok)
	}
	for _, cpu := range []int{3, 4} {
		if idle, ok := idleStates(root, cpu); ok {
			t.Errorf("CPU %d: %v where nothing is shown", cpu, idle)
		}
	}
}

func TestSiblingsOf(t *testing.T) {
	all := []processor{{id: 0, core: "0,4"}, {id: 1, core: "1,5"}, {id: 4, core: "0,4"}, {id: 5, core: "1,5"}}
	for _, c := range []struct{ cpus, want []int }{
		{[]int{0, 1}, []int{4, 5}}, {[]int{1, 5}, nil}, {[]int{5}, []int{1}},
	} {
		if got := siblingsOf(c.cpus, all); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.cpus, got, c.want)
		}
	}
}
