package bench

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ipcbench/internal/host"
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/file"
	"ipcbench/mechanisms/inproc"
	"ipcbench/mechanisms/memory"
	"ipcbench/mechanisms/pipe"
	"ipcbench/mechanisms/rpc"
	"ipcbench/mechanisms/signal"
	"ipcbench/mechanisms/socket"
)

func TestParseSizes(t *testing.T) {
	for _, c := range []struct {
		list string
		want []int
	}{
		{"", nil}, {"64", []int{64}}, {"4096,64,64", []int{64, 4096}}, {"4KiB, 1MiB", []int{4096, 1 << 20}}, {"1GiB", []int{1 << 30}}, {"1B", []int{1}},
	} {
		got, err := parseSizes(c.list)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("parseSizes(%q) = %v, %v; want %v", c.list, got, err, c.want)
		}
	}
	for _, bad := range []string{"0", "-1", "abc", "64,", "4k", "2GiB", "99999999999999999999", "KiB", "1.5KiB"} {
		if got, err := parseSizes(bad); err == nil || !strings.Contains(err.Error(), "choose") {
			t.Errorf("parseSizes(%q) = %v, %v; want an error that names the choices", bad, got, err)
		}
	}
}

func FuzzParseSizes(f *testing.F) {
	f.Add("64,4KiB")
	f.Fuzz(func(t *testing.T, list string) {
		sizes, err := parseSizes(list)
		for _, n := range sizes {
			if err != nil || n < 1 || n > maxSize {
				t.Errorf("parseSizes(%q) = %v, %v", list, sizes, err)
			}
		}
	})
}

func TestChoose(t *testing.T) {
	all := []string{"pipe", "fifo", "unix-stream", "unix-dgram"}
	for list, want := range map[string][]string{"": nil, "fifo,pipe": {"pipe", "fifo"}, "unix-*": {"unix-stream", "unix-dgram"}, "*": all} {
		got, err := choose("-f", list, all)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("choose(%q) = %v, %v; want %v", list, got, err, want)
		}
	}
	for _, bad := range []string{"carrier-pigeon", "pipe,", "[", "x*"} {
		if got, err := choose("-f", bad, all); err == nil {
			t.Errorf("choose(%q) = %v, no error", bad, got)
		}
	}
}

func TestPlan(t *testing.T) {
	s := selection{matrix: matrices["default"], mechanisms: []mechanisms.Mechanism{pipe.Pipe{}, file.File{}, signal.Eventfd{}}}
	s.places = []Place{Same}
	p := makePlan(s, Patterns)
	count := map[string]int{}
	for _, c := range p.cells {
		count[c.Mechanism.Traits().Name+" "+string(c.Pattern)]++
		if err := c.Mechanism.Traits().CheckSize(c.Size); err != nil {
			t.Error(err)
		}
	}
	want := map[string]int{"pipe Latency": 3, "pipe Throughput": 2, "file Latency": 2, "file Throughput": 2, "eventfd Latency": 2, "eventfd Throughput": 2}
	for k, n := range want {
		if count[k] != n {
			t.Errorf("%d cells of %s, want %d", count[k], k, n)
		}
	}
	if len(p.skips) != 0 {
		t.Errorf("skips %v: that an eventfd carries only numbers is no news where no size was asked for", p.skips)
	}
	s.sizes = []int{64, 4096}
	if p := makePlan(s, Patterns); len(p.skips) != 2 || !strings.HasPrefix(p.skips[0].String(), "skip eventfd: carries one number: size 64") {
		t.Errorf("skips %v: want one for each size asked for that an eventfd does not carry", p.skips)
	}
	s.sizes = nil
	s.waits = []mechanisms.Wait{mechanisms.Block}
	if p := makePlan(s, Patterns); !slices.ContainsFunc(p.skips, func(k skip) bool { return k.mechanism == "file" }) {
		t.Errorf("skips %v: a wait asked for by a flag that a mechanism lacks is to be named", p.skips)
	}
}

// What a mechanism is not made for has no cells: calls take turns, threads have nothing to set up, and who waits for the receiver cannot
// send at once with it.
func TestPlanOfDuplexAndSetup(t *testing.T) {
	s := selection{matrix: matrices["default"], places: []Place{Same}, mechanisms: []mechanisms.Mechanism{
		pipe.Pipe{}, memory.CMA{}, rpc.Gob{}, inproc.Chan{}, socket.UnixMemfd{}, signal.Eventfd{}}}
	got := map[string]int{}
	for _, c := range makePlan(s, []Pattern{Duplex, Setup}).cells {
		got[c.Mechanism.Traits().Name+" "+string(c.Pattern)]++
		if c.Pattern == Setup && (c.Place != Same || c.Mechanism.Traits().CheckSize(c.Size) != nil) {
			t.Errorf("%v: want its smallest message on one CPU", c)
		}
	}
	for _, name := range []string{"cma Duplex", "rpc-gob Duplex", "go-chan Setup"} {
		if got[name] > 0 {
			t.Errorf("%d cells of %s, want none", got[name], name)
		}
	}
	for _, name := range []string{"pipe Duplex", "pipe Setup", "cma Setup", "rpc-gob Setup", "go-chan Duplex", "unix-memfd Setup", "eventfd Duplex"} {
		if got[name] == 0 {
			t.Errorf("no cell of %s", name)
		}
	}
}

// Several pairs are a cell of their own, of Throughput alone, whose name says so.
func TestPlanOfPairs(t *testing.T) {
	s := selection{matrix: matrices["default"], mechanisms: []mechanisms.Mechanism{pipe.Pipe{}}, pairs: []int{1, 4}, places: []Place{Same}, sizes: []int{64}}
	var names []string
	for _, c := range makePlan(s, []Pattern{Latency, Throughput}).cells {
		if c.Wait == mechanisms.Block {
			names = append(names, c.Name())
		}
	}
	const pipe64 = "mech=pipe/wait=block/place=same/size=64"
	if want := []string{pipe64, pipe64, pipe64 + "/pairs=4"}; !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
	for _, bad := range []string{"0", "x", "1,-2", "1001"} {
		if _, err := parsePairs(bad); err == nil || !strings.Contains(err.Error(), bad) {
			t.Errorf("-ipc.pairs=%s: %v", bad, err)
		}
	}
}

func TestNames(t *testing.T) {
	c := Cell{Latency, pipe.Pipe{}, mechanisms.Block, Cross, 64, 1}
	if got, want := c.FullName(), "BenchmarkLatency/mech=pipe/wait=block/place=cross/size=64"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestMatcher(t *testing.T) {
	const name = "BenchmarkLatency/mech=pipe/wait=block/place=cross/size=64"
	for pattern, want := range map[string]bool{
		".": true, "Latency/mech=pipe$": true, "Latency/mech=pipe$/": true, "Throughput": false, "Latency/mech=pip$": false,
		"Throughput|Latency": true, "Latency/mech=(fifo|pipe)$/wait=block": true, "Latency/mech=[p/]ipe": true, "Latency//spin": false,
		"Latency/./wait=(": false,
	} {
		if got := newMatcher(pattern).matches(name); got != want {
			t.Errorf("%q matches: %v, want %v", pattern, got, want)
		}
	}
}

func TestPlaces(t *testing.T) {
	cpu := func(id int, core, cache, node string) processor {
		return processor{id: id, core: core, cache: cache, node: node}
	}
	smt := []processor{
		cpu(0, "0,4", "0-7", "node0"), cpu(1, "1,5", "0-7", "node0"), cpu(4, "0,4", "0-7", "node0"), cpu(5, "1,5", "0-7", "node0"), cpu(8, "8", "8", "node1"),
	}
	one := smt[:1]
	// Two performance cores of two threads, four efficiency cores with the highest numbers.
	hybrid := []processor{
		cpu(0, "0,1", "0-7", "node0"), cpu(1, "0,1", "0-7", "node0"), cpu(2, "2,3", "0-7", "node0"), cpu(3, "2,3", "0-7", "node0"),
		cpu(4, "4", "0-7", "node0"), cpu(5, "5", "0-7", "node0"), cpu(6, "6", "0-7", "node0"), cpu(7, "7", "0-7", "node0"),
	}
	for i := range hybrid {
		hybrid[i].kind = map[bool]string{true: "performance", false: "efficiency"}[i < 4]
	}
	// The fastest core of an arm64 machine may have any number.
	bigLittle := []processor{cpu(0, "0", "0-3", ""), cpu(1, "1", "0-3", ""), cpu(2, "2", "0-3", ""), cpu(3, "3", "0-3", "")}
	for i, capacity := range []int{1024, 760, 760, 250} {
		bigLittle[i].capacity = capacity
	}
	wished := []processor{smt[0], smt[3]}
	wished[0].wish, wished[1].wish = 2, 1
	for _, c := range []struct {
		place Place
		on    []processor
		want  [2]int
		lacks bool
	}{
		{Same, smt, [2]int{8, 8}, false}, {Cross, smt, [2]int{4, 5}, false}, {SMT, smt, [2]int{1, 5}, false}, {NUMA, smt, [2]int{5, 8}, false},
		{Same, one, [2]int{0, 0}, false}, {Cross, one, [2]int{}, true}, {SMT, one, [2]int{}, true}, {NUMA, one, [2]int{}, true},
		{Same, hybrid, [2]int{3, 3}, false}, {Cross, hybrid, [2]int{1, 3}, false}, {SMT, hybrid, [2]int{2, 3}, false},
		{Same, bigLittle, [2]int{0, 0}, false}, {Cross, bigLittle, [2]int{0, 2}, false},
		{Same, wished, [2]int{5, 5}, false}, {Cross, wished, [2]int{5, 0}, false},
	} {
		got, err := c.place.choose(c.on)
		if got != c.want || (err != nil) != c.lacks {
			t.Errorf("%s of %d CPUs: %v, %v; want %v", c.place, len(c.on), got, err, c.want)
		}
	}
}

// What kind of core a CPU is and how fast, is read where the kernel shows it, and said where not all are alike.
func TestChosenCPUsAreRead(t *testing.T) {
	usable, err := sys.UsableCPUs()
	if err != nil {
		t.Fatal(err)
	}
	first, last := usable[0], usable[len(usable)-1]
	if got, err := parseCPUs(fmt.Sprintf("%d", last)); err != nil || !slices.Equal(got, []int{last}) {
		t.Errorf("%v, %v", got, err)
	}
	if last-first+1 == len(usable) && first < last {
		if got, err := parseCPUs(fmt.Sprintf("%d, %d-%d", last, first, last-1)); err != nil || !slices.Equal(got, append([]int{last}, usable[:len(usable)-1]...)) {
			t.Errorf("%v, %v", got, err)
		}
	}
	for _, bad := range []string{"x", ",", fmt.Sprintf("%d,%d", first, first), "3-", fmt.Sprint(last + 1), fmt.Sprintf("%d-%d", first, last+1)} {
		if got, err := parseCPUs(bad); err == nil || !strings.Contains(err.Error(), "-ipc.cpus="+bad) {
			t.Errorf("%q: %v, %v; want an error that names it", bad, got, err)
		}
	}
}

func TestProcessorsAreRead(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{
		"cpu_core/cpus": "0-1\n", "cpu_atom/cpus": "2\n",
		"system/cpu/cpu0/topology/thread_siblings_list": "0-1", "system/cpu/cpu1/topology/thread_siblings_list": "0-1",
		"system/cpu/cpu0/cpu_capacity": "1024", "system/cpu/cpu1/cpu_capacity": "1024", "system/cpu/cpu2/cpu_capacity": "560",
		"system/cpu/cpu0/cache/index0/shared_cpu_list": "0-1", "system/cpu/cpu0/cache/index3/shared_cpu_list": "0-2",
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
		{id: 0, core: "0-1", cache: "0-2", capacity: 1024, kind: "performance"}, {id: 1, core: "0-1", capacity: 1024, kind: "performance"},
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
