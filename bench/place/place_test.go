package place

import (
	"fmt"
	"ipcbench/internal/host"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestPlaces(t *testing.T) {
	cpu := func(id int, core, cache, node string) processor {
		return processor{id: id, core: core, cache: cache, node: node}
	}
	smt := []processor{
		cpu(0, "0,4", "0-7", "node0"), cpu(1, "1,5", "0-7", "node0"),
		cpu(4, "0,4", "0-7", "node0"), cpu(5, "1,5", "0-7", "node0"), cpu(8, "8", "8", "node1"),
	}
	one := smt[:1]
	// Two performance cores of two threads, four efficiency cores with the highest numbers.
	hybrid := []processor{
		cpu(0, "0,1", "0-7", "node0"), cpu(1, "0,1", "0-7", "node0"),
		cpu(2, "2,3", "0-7", "node0"), cpu(3, "2,3", "0-7", "node0"),
		cpu(4, "4", "0-7", "node0"), cpu(5, "5", "0-7", "node0"),
		cpu(6, "6", "0-7", "node0"), cpu(7, "7", "0-7", "node0"),
	}
	for i := range hybrid {
		hybrid[i].kind = map[bool]string{true: "performance", false: "efficiency"}[i < 4]
	}
	// The fastest core of an arm64 machine may have any number.
	bigLittle := []processor{
		cpu(0, "0", "0-3", ""), cpu(1, "1", "0-3", ""), cpu(2, "2", "0-3", ""), cpu(3, "3", "0-3", ""),
	}
	for i, capacity := range []int{1024, 760, 760, 250} {
		bigLittle[i].capacity = capacity
	}
	wished := []processor{smt[0], smt[3]}
	wished[0].wish, wished[1].wish = 2, 1
	for _, c := range []struct {
		place Place
		on    []processor
		want  []int
		lacks bool
	}{
		{Same, smt, []int{8}, false}, {Cross, smt, []int{4, 5}, false},
		{SMT, smt, []int{1, 5}, false}, {NUMA, smt, []int{5, 8}, false},
		{Same, one, []int{0}, false}, {Cross, one, nil, true}, {SMT, one, nil, true}, {NUMA, one, nil, true},
		{Same, hybrid, []int{3}, false}, {Cross, hybrid, []int{1, 3}, false}, {SMT, hybrid, []int{2, 3}, false},
		{Same, bigLittle, []int{0}, false}, {Cross, bigLittle, []int{0, 2}, false},
		{Same, wished, []int{5}, false}, {Cross, wished, []int{5, 0}, false},
	} {
		got, err := c.place.choose(c.on)
		if !slices.Equal(got, c.want) || (err != nil) != c.lacks {
			t.Errorf("%s of %d CPUs: %v, %v; want %v", c.place, len(c.on), got, err, c.want)
		}
	}
}

func TestChosenCPUsAreRead(t *testing.T) {
	usable, err := host.UsableCPUs()
	if err != nil {
		t.Fatal(err)
	}
	first, last := usable[0], usable[len(usable)-1]
	if got, err := ParseCPUs(fmt.Sprintf("%d", last)); err != nil || !slices.Equal(got, []int{last}) {
		t.Errorf("%v, %v", got, err)
	}
	if last-first+1 == len(usable) && first < last {
		want := append([]int{last}, usable[:len(usable)-1]...)
		got, err := ParseCPUs(fmt.Sprintf("%d, %d-%d", last, first, last-1))
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%v, %v; want %v", got, err, want)
		}
	}
	for _, bad := range []string{
		"x", ",", fmt.Sprintf("%d,%d", first, first), "3-", fmt.Sprint(last + 1), fmt.Sprintf("%d-%d", first, last+1),
	} {
		if got, err := ParseCPUs(bad); err == nil || !strings.Contains(err.Error(), "-ipc.cpus="+bad) {
			t.Errorf("%q: %v, %v; want an error that names it", bad, got, err)
		}
	}
}

// The kind and the capacity of a core are read if the kernel shows them, and shown if not all cores are alike.
func TestProcessorsAreRead(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{
		"cpu_core/cpus": "0-1\n", "cpu_atom/cpus": "2\n",
		"system/cpu/cpu0/topology/thread_siblings_list": "0-1",
		"system/cpu/cpu1/topology/thread_siblings_list": "0-1",
		"system/cpu/cpu0/cpu_capacity":                  "1024",
		"system/cpu/cpu1/cpu_capacity":                  "1024",
		"system/cpu/cpu2/cpu_capacity":                  "560",
		"system/cpu/cpu0/cache/index0/shared_cpu_list":  "0-1",
		"system/cpu/cpu0/cache/index3/shared_cpu_list":  "0-2",
	} {
		path := filepath.Join(root, "sys/devices", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	all := readProcessors(host.Root(root), []int{0, 1, 2})
	want := []processor{
		{id: 0, core: "0-1", cache: "0-2", capacity: 1024, kind: "performance"},
		{id: 1, core: "0-1", capacity: 1024, kind: "performance"},
		{id: 2, core: "2", capacity: 560, kind: "efficiency"},
	}
	if !slices.Equal(all, want) || alike(all) {
		t.Errorf("%+v, want %+v", all, want)
	}
	if got := all[2].String(); got != "2 (efficiency core, capacity 560)" {
		t.Errorf("%q", got)
	}
	if !alike(all[:2]) {
		t.Error("two CPUs of one core are not alike")
	}
}
