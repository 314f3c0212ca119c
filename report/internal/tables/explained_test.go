package tables

import (
	"slices"
	"strings"
	"testing"

	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
)

func setOf(t *testing.T, text string) *results.Set {
	t.Helper()
	set := results.Read([]resultfile.Input{resultfile.FromReader("test", strings.NewReader(text))})
	if len(set.Machines) != 1 || len(set.Problems) > 0 {
		t.Fatal(set.Problems)
	}
	return set
}

// floorLines: a call takes 100 ns, a switch 500, a sleep and wake-up on one CPU 300 beside its switch and calls, and
// 10,000 across; a pipe's own code takes 192 of its path of 600.
const floorLines = `# mechanism {"name":"pipe","copies":"2"}
# mechanism {"name":"rpc","copies":"≥ 5"}
BenchmarkFloor/what=syscall-2 1 100 ns/op 1 syscalls/op
BenchmarkFloor/what=copy/size=64-2 1 2 ns/op
BenchmarkFloor/what=copy-cold/size=64-2 1 50 ns/op
BenchmarkFloor/what=line/place=cross-2 1 130 ns/op
BenchmarkFloor/what=switch/place=same-2 1 1200 ns/op 2 syscalls/op 2 csw/op
BenchmarkFloor/what=wake/place=same-2 1 2000 ns/op 4 syscalls/op 2 csw/op
BenchmarkFloor/what=wake/place=cross-2 1 20400 ns/op 4 syscalls/op 2 csw/op
BenchmarkFloor/what=path/mech=pipe/size=64-2 1 600 ns/op 4 syscalls/op
`

func TestARoundTripIsExplained(t *testing.T) {
	for _, c := range []struct {
		name, line string
		want       []string // round trip, × floor, explained, calls, copies, own code, switches, wake-ups, line
	}{
		{"block on one CPU", "mech=pipe/wait=block/place=same/size=64-2 1 2400 ns/op 4 syscalls/op 2 csw/op 0 " +
			"inv-csw/op",
			[]string{"2.40 µs", "1.2 wake", "92 %", "400 ns", "8.00 ns", "192 ns", "1.00 µs", "600 ns", "0"}},
		{"one of two switches is no sleep", "mech=pipe/wait=block/place=same/size=64-2 1 2400 ns/op 4 syscalls/op " +
			"2 csw/op 1 inv-csw/op",
			[]string{"2.40 µs", "1.2 wake", "79 %", "400 ns", "8.00 ns", "192 ns", "1.00 µs", "300 ns", "0"}},
		{"block across", "mech=pipe/wait=block/place=cross/size=64-2 1 25000 ns/op 4 syscalls/op 2 csw/op 0 inv-csw/op",
			[]string{"25.0 µs", "1.23 wake", "83 %", "400 ns", "8.00 ns", "192 ns", "0", "20.0 µs", "130 ns"}},
		{"spin: calls in vain pass the time", "mech=pipe/wait=spin/place=cross/size=64-2 1 1000 ns/op 40 " +
			"syscalls/op 0 csw/op 0 inv-csw/op",
			[]string{"1.00 µs", "7.69 line", "73 %", "400 ns", "8.00 ns", "192 ns", "0", "0", "130 ns"}},
		{"copies not known, no path", "mech=rpc/wait=block/place=same/size=64-2 1 20000 ns/op 20 syscalls/op 4 " +
			"csw/op 0 inv-csw/op",
			[]string{"20.0 µs", "10 wake", table.Missing, "2.00 µs", table.Missing, table.Missing, "2.00 µs",
				"1.20 µs", "0"}},
		{"not counted", "mech=pipe/wait=block/place=same/size=64-2 1 2400 ns/op 2 csw/op 0 inv-csw/op",
			[]string{"2.40 µs", "1.2 wake", table.Missing, table.Missing, "8.00 ns", "192 ns", "1.00 µs",
				"600 ns", "0"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			set := setOf(t, floorLines+"BenchmarkLatency/"+c.line+"\n")
			tab, ok := Explained(english, set.Machines[0], set.Mechanisms)
			if !ok || len(tab.Rows) != 1 {
				t.Fatalf("%v, %d rows", ok, len(tab.Rows))
			}
			if got := slices.Concat(tab.Rows[0].Cells...); !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestNothingIsExplainedWithoutFloors(t *testing.T) {
	m := machine(t, "pipe block 64")
	if _, ok := Explained(english, m, nil); ok {
		t.Error("a table, though no floor was measured")
	}
	if _, ok := Floors(english, m); ok {
		t.Error("a table of no floors")
	}
}

// Every floor but the paths, which are parts of the other table, has its row and its words.
func TestFloorsAreListed(t *testing.T) {
	set := setOf(t, floorLines)
	tab, ok := Floors(english, set.Machines[0])
	var rows []string
	for _, r := range tab.Rows {
		rows = append(rows, strings.Join(append(slices.Clone(r.Keys), r.Cells[0][0]), "|"))
	}
	want := []string{
		"null system call|–|–|100 ns", "copy, in cache|–|64 B|2.00 ns", "copy, out of cache|–|64 B|50.0 ns",
		"cache line to another CPU, there and back|cross|–|130 ns",
		"context switch by sched_yield, there and back|same|–|1.20 µs",
		"sleep and wake-up by futex, there and back|same|–|2.00 µs", "sleep and wake-up by futex, there and " +
			"back|cross|–|20.4 µs",
	}
	if !ok || !slices.Equal(rows, want) {
		t.Errorf("got  %q\nwant %q", rows, want)
	}
}
