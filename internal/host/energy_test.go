package host

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const powercap = "sys/class/powercap/"

// counter adds the files of one counter.
func counter(files map[string]string, dir, name string, used, most int) {
	files[powercap+dir+"/name"] = name + "\n"
	files[powercap+dir+"/energy_uj"] = strconv.Itoa(used) + "\n"
	files[powercap+dir+"/max_energy_range_uj"] = strconv.Itoa(most) + "\n"
}

// twoPackages is a machine with two packages, with parts of them, and with counters that contain them or repeat them.
func twoPackages(t *testing.T, first, second, rest int) Root {
	files := map[string]string{}
	counter(files, "intel-rapl:0", "package-0", first, 1000)
	counter(files, "intel-rapl:0:0", "core", rest, 1000)
	counter(files, "intel-rapl:0:1", "dram", rest, 1000)
	counter(files, "intel-rapl:1", "package-1", second, 2000)
	counter(files, "intel-rapl:1:0", "dram", rest, 1000)
	counter(files, "intel-rapl:2", "psys", rest, 1000)
	counter(files, "intel-rapl-mmio:0", "package-0", rest, 1000)
	return machine(t, files)
}

func TestEnergyOfAllPackagesIsAdded(t *testing.T) {
	for _, c := range []struct {
		name                  string
		before, after         [2]int
		want                  float64
		restBefore, restAfter int
	}{
		{"both go on", [2]int{100, 200}, [2]int{150, 1200}, 1050, 5, 900},
		{"nothing used", [2]int{100, 200}, [2]int{100, 200}, 0, 5, 5},
		{"one begins again", [2]int{990, 200}, [2]int{20, 300}, 130, 900, 5},
		{"both begin again", [2]int{990, 1990}, [2]int{0, 10}, 30, 5, 5},
	} {
		before, err := twoPackages(t, c.before[0], c.before[1], c.restBefore).Energy()
		if err != nil {
			t.Fatal(err)
		}
		after, err := twoPackages(t, c.after[0], c.after[1], c.restAfter).Energy()
		if err != nil {
			t.Fatal(err)
		}
		if used, ok := after.Since(before); !ok || used != c.want {
			t.Errorf("%s: %g µJ, %v; want %g", c.name, used, ok, c.want)
		}
	}
}

func TestNoCountersAreNoEnergy(t *testing.T) {
	dram := map[string]string{}
	counter(dram, "intel-rapl:0:0", "dram", 1, 9)
	for name, files := range map[string]map[string]string{"nothing": nil, "parts only": dram} {
		if e, err := machine(t, files).Energy(); !errors.Is(err, ErrNoEnergy) {
			t.Errorf("%s: %v, %v", name, e, err)
		}
	}
}

// If one of the counters cannot be read there is no sum.
func TestCountersThatCannotBeReadAreNamed(t *testing.T) {
	for _, damage := range []func(file string) error{
		os.Remove,
		func(file string) error { return os.WriteFile(file, []byte("-1\n"), 0o600) },
		func(file string) error { // what root cannot read either
			return errors.Join(os.Remove(file), os.Mkdir(file, 0o700))
		},
	} {
		for _, name := range []string{"energy_uj", "max_energy_range_uj"} {
			m := twoPackages(t, 1, 1, 1)
			if err := damage(filepath.Join(string(m), powercap, "intel-rapl:1", name)); err != nil {
				t.Fatal(err)
			}
			e, err := m.Energy()
			if err == nil || errors.Is(err, ErrNoEnergy) || !strings.Contains(err.Error(), "intel-rapl:1/"+name) {
				t.Errorf("%s: %v, %v", name, e, err)
			}
		}
	}
}

// A file that only root may read is refused to others.
func TestCountersOfRootAreNotOthers(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root reads all files")
	}
	m := twoPackages(t, 1, 1, 1)
	if err := os.Chmod(filepath.Join(string(m), powercap, "intel-rapl:0/energy_uj"), 0); err != nil {
		t.Fatal(err)
	}
	if e, err := m.Energy(); !errors.Is(err, os.ErrPermission) {
		t.Errorf("%v, %v", e, err)
	}
}

func TestReadingsOfOtherCountersAreNotCompared(t *testing.T) {
	one, two := Energy{"a": {5, 9}}, Energy{"a": {5, 9}, "b": {5, 9}}
	for _, c := range [][2]Energy{{nil, nil}, {one, two}, {two, one}, {one, {"b": {5, 9}}}, {one, {"a": {10, 9}}}} {
		if used, ok := c[0].Since(c[1]); ok {
			t.Errorf("%v since %v: %g µJ", c[0], c[1], used)
		}
	}
}
