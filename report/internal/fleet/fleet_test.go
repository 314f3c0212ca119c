package fleet

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
)

// read reads files of text.
func read(t *testing.T, texts ...string) *results.Set {
	t.Helper()
	var inputs []resultfile.Input
	for i, text := range texts {
		inputs = append(inputs, resultfile.FromReader(fmt.Sprint("file", i), strings.NewReader(text)))
	}
	set := results.Read(inputs)
	if len(set.Problems) > 0 {
		t.Fatal(set.Problems)
	}
	return set
}

// samples are three of a benchmark.
func samples(name string, values string) string {
	return strings.Repeat(fmt.Sprintf("Benchmark%s 100 %s\n", name, values), 3)
}

const (
	tcp  = "Latency/mech=tcp/wait=block/place=cross/size=64"
	pipe = "Latency/mech=pipe/wait=block/place=cross/size=64"
	load = "Throughput/mech=tcp/wait=block/place=cross/size=4096"
)

// machine is a file of a machine that takes so many times as long as others.
func machine(config string, times float64) string {
	return config + "\n" + samples(tcp, fmt.Sprintf("%g ns/op", 20_000*times)) +
		samples(pipe, fmt.Sprintf("%g ns/op", 10_000*times)) +
		samples(load, fmt.Sprintf("%g ns/op %g MB/s %g msg/s", 1000*times, 4096/times, 1e6/times))
}

func TestNamesTellMachinesApart(t *testing.T) {
	for name, c := range map[string]struct{ files, want []string }{
		"hosts":            {[]string{"host: a", "host: b"}, []string{"a", "b"}},
		"no hosts":         {[]string{"cpu: a", "cpu: b"}, []string{"machine 1", "machine 2"}},
		"hosts of some":    {[]string{"cpu: a\nhost: x", "cpu: b"}, []string{"machine 1", "machine 2"}},
		"states of a host": {[]string{"host: a\nthp: on", "host: a\nthp: off"}, []string{"machine 1", "machine 2"}},
		"several files":    {[]string{"host: a", "host: b", "host: a"}, []string{"a", "b"}},
		"long": {[]string{"host: " + strings.Repeat("x", 50) + "1", "host: " + strings.Repeat("x", 50) + "2"},
			[]string{"machine 1", "machine 2"}},
	} {
		var texts, names []string
		for _, config := range c.files {
			texts = append(texts, machine(config, 1))
		}
		for _, m := range Members(english, read(t, texts...), false) {
			names = append(names, m.Name)
		}
		if !slices.Equal(names, c.want) {
			t.Errorf("%s: %q, want %q", name, names, c.want)
		}
	}
}

func TestFewMachinesHaveAColumnEach(t *testing.T) {
	set := read(t, machine("host: a", 1), machine("host: b",
		2)+samples("Latency/mech=udp/wait=spin/place=cross/size=64",
		"1 ns/op"), machine("host: c", 0.5))
	sides := Sides(Members(english, set, false))
	if len(sides) != 2 || sides[0].Pattern != schema.Latency || sides[1].Pattern != schema.Throughput {
		t.Fatalf("%+v", sides)
	}
	var got []string
	for _, s := range sides {
		for _, row := range s.Table(english).Rows {
			got = append(got, strings.Join(append(row.Keys, slices.Concat(row.Cells...)...), " | "))
		}
	}
	want := []string{
		"pipe | block | 10.0 µs | 20.0 µs | 5.00 µs | 4.0", "tcp | block | 20.0 µs | 40.0 µs | 10.0 µs | 4.0",
		"tcp | block | 4.10 GB/s | 2.05 GB/s | 8.19 GB/s | 4.0",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s\nwant %s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if _, ok := Deviating(english, Members(english, set, false)); ok {
		t.Error("three machines have no usual one")
	}
}

func TestManyMachinesHaveQuantiles(t *testing.T) {
	var texts []string
	for i := range 9 {
		texts = append(texts, machine(fmt.Sprintf("host: h%d", i), float64(1+i)))
	}
	members := Members(english, read(t, texts...), false)
	var got []string
	for _, s := range Sides(members) {
		for _, row := range s.Table(english).Rows {
			got = append(got, strings.Join(append(row.Keys, slices.Concat(row.Cells...)...), " | "))
		}
	}
	want := []string{
		"pipe | block | 10.0 µs | 30.0 µs | 50.0 µs | 70.0 µs | 90.0 µs | 9.0 | 9 | h0 | h8",
		"tcp | block | 20.0 µs | 60.0 µs | 100 µs | 140 µs | 180 µs | 9.0 | 9 | h0 | h8",
		"tcp | block | 4.10 GB/s | 1.37 GB/s | 819 MB/s | 585 MB/s | 455 MB/s | 9.0 | 9 | h0 | h8",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s\nwant %s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// The machine that is slower in everything comes before one that is slower in one thing, and each says what it has that
// most do not have.
func TestDeviatingMachinesSayWhatTheyHave(t *testing.T) {
	var texts []string
	for i := range 8 {
		config, times := fmt.Sprintf("host: h%d\ngovernor: performance", i), 1+0.001*float64(i)
		switch i {
		case 2:
			config, times = "host: h2\ngovernor: powersave\nthp: never", 1.6
		case 5:
			config, times = "host: h5\ngovernor: performance\nmitigations: off", 0.8
		}
		texts = append(texts, machine(config, times))
	}
	texts[6] = strings.ReplaceAll(texts[6], fmt.Sprintf("%g ns/op", 20_000*1.006), "400000 ns/op")
	list, ok := Deviating(english, Members(english, read(t, texts...), false))
	if !ok || len(list.Rows) != 8 {
		t.Fatalf("%v: %+v", ok, list)
	}
	for i, want := range []string{
		"h2 | 1.59 | 3 | 1.59 | ", "h5 | 0.80 | 3 | 0.80 | ",
	} {
		row := list.Rows[i]
		if got := strings.Join(append(row.Keys, slices.Concat(row.Cells...)...), " | "); !strings.HasPrefix(got, want) {
			t.Errorf("%s\nwant %s…", got, want)
		}
	}
	if got := list.Rows[0].Cells[2][0]; got != "governor: powersave (most: performance) · thp: never (most: none)" {
		t.Errorf("h2 differs in %q", got)
	}
	if got := list.Rows[1].Cells[2][0]; got != "mitigations: off (most: none)" {
		t.Errorf("h5 differs in %q", got)
	}
	i := slices.IndexFunc(list.Rows, func(row table.Row) bool { return row.Keys[0] == "h6" })
	if got := strings.Join(slices.Concat(list.Rows[i].Cells...), " | "); !strings.Contains(got,
		"| 20 | Latency tcp block cross 64 B |") {
		t.Errorf("h6: %s", got)
	}
}

// What is measured within computers never stands beside what is measured between them.
func TestDistancesAreSetSideBySideApart(t *testing.T) {
	far := func(host string) string {
		return machine("cpu: A\nhost-b: "+host, 1) + samples(tcp+"/scope=host", "30000 ns/op")
	}
	set := read(t, far("x"), far("y"))
	if n := len(Members(english, set, false)); n != 1 {
		t.Errorf("%d machines within a computer", n)
	}
	members := Members(english, set, true)
	if len(members) != 2 || members[0].Name != "x" || members[1].Name != "y" {
		t.Fatalf("%+v", members)
	}
	pair := func(a, b string) string { return "host: " + a + "\n" + strings.ReplaceAll(far(b), "cpu: A\n", "") }
	if pairs := Members(english, read(t, pair("a1", "b1"), pair("a2", "b2")), true); pairs[0].Name != "a1–b1" ||
		pairs[1].Name != "a2–b2" {
		t.Errorf("pairs are called %s and %s", pairs[0].Name, pairs[1].Name)
	}
	sides := Sides(members)
	if len(sides) != 1 || len(sides[0].Rows) != 1 || sides[0].Rows[0].Label() != "tcp · host" ||
		math.Abs(sides[0].Rows[0].Best()-30e-6) > 1e-12 {
		t.Errorf("%+v", sides)
	}
}

// A thing that is said of many machines is told once.
func TestRemarksNameTheMachines(t *testing.T) {
	var texts []string
	for i := range 6 {
		text := fmt.Sprintf("host: h%d\n# skip pty: no devpts\n", i)
		if i > 0 {
			text += "# skip vsock: no module\n"
		}
		if i == 3 {
			text += "# note a fan broke\n"
		}
		texts = append(texts, text+machine("", 1))
	}
	got := fmt.Sprint(Remarks(english, Members(english, read(t, texts...), false)))
	want := "[{Skipped [pty: no devpts (all machines) vsock: no module (5 of 6 machines: h1, h2, h3 …)]} " +
		"{Notes of the runs [a fan broke (h3)]}]"
	if got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// What is counted on each machine is summed up.
func TestCountsNameTheWorstMachine(t *testing.T) {
	var texts []string
	for i, clocks := range []string{"1", "3", "1"} {
		texts = append(texts, fmt.Sprintf("host: h%d\nhost-b: x%d\n", i, i)+
			samples(load+"/scope=host", "1000 ns/op 4 MB/s 1e6 msg/s "+clocks+" clocks-%")+
			samples(tcp+"/scope=host", fmt.Sprintf("1000 ns/op %d noise-%%", 20*i)))
	}
	got := fmt.Sprint(Remarks(english, Members(english, read(t, texts...), true)))
	want := "[{Disturbed [6 of 18 samples were disturbed, on 2 of 3 machines; most of them on h1–x1 (3)]} " +
		"{Two clocks apart [3 of 9 samples took over 2 % more or less by the clock of side A than by that of side B, " +
		"on 1 of 3 machines; most of them on h1–x1 (3)]}]"
	if got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}
