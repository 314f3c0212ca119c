package tables

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
)

// machine reads latency lines of the cells given as "mech wait size", and what more stands on each line.
func machine(t *testing.T, cells ...string) *results.Machine { return machineWith(t, "", cells...) }

func machineWith(t *testing.T, more string, cells ...string) *results.Machine {
	t.Helper()
	var b strings.Builder
	for _, c := range cells {
		var mech, wait, size string
		if _, err := fmt.Sscan(c, &mech, &wait, &size); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "BenchmarkLatency/mech=%s/wait=%s/place=cross/size=%s-2 1 1000 ns/op 500 cpu-ns/op%s\n", mech,
			wait, size, more)
	}
	set := results.Read([]resultfile.Input{resultfile.FromReader("test", strings.NewReader(b.String()))})
	if len(set.Machines) != 1 || len(set.Problems) > 0 {
		t.Fatal(set.Problems)
	}
	return set.Machines[0]
}

func TestOddSizesGetRowsCommonSizesGetColumns(t *testing.T) {
	for name, c := range map[string]struct {
		cells  []string
		sizes  []int64
		labels []string
	}{
		"one of its own": {[]string{"pipe block 64", "tcp block 64", "eventfd block 8"}, []int64{64},
			[]string{"pipe", "tcp", "eventfd (8 B)"}},
		"none shared": {[]string{"pipe block 64", "eventfd block 8"}, []int64{8, 64},
			[]string{"pipe", "eventfd"}},
		"one mechanism": {[]string{"eventfd block 8"}, []int64{8}, []string{"eventfd"}},
		"an ordinary's more": {[]string{"pipe block 64", "tcp block 64", "tcp block 128"}, []int64{64, 128},
			[]string{"pipe", "tcp"}},
		"two of its own": {[]string{"pipe block 64", "tcp block 64", "sig block 4", "sig block 8"}, []int64{64},
			[]string{"pipe", "tcp", "sig (4 B)", "sig (8 B)"}},
	} {
		sizes, lines := Layout(machine(t, c.cells...), schema.Latency)
		var labels []string
		for _, l := range lines {
			labels = append(labels, l.Label())
		}
		if !slices.Equal(sizes, c.sizes) || !slices.Equal(labels, c.labels) {
			t.Errorf("%s: sizes %v, rows %v", name, sizes, labels)
		}
	}
}

func TestStandInsAreNotCompared(t *testing.T) {
	table, ok := Latency(english, machine(t, "pipe block 64", "tcp block 64", "eventfd block 8"))
	if !ok {
		t.Fatal("no table")
	}
	for _, r := range table.Rows {
		if times, standIn := r.Cells[0][2], strings.Contains(r.Keys[0], "8 B"); standIn != (times == "—") {
			t.Errorf("%v: × is %q", r.Keys, times)
		}
	}
	if !strings.Contains(strings.Join(table.Notes, "\n"), "eventfd (8 B): measured at that size only") {
		t.Errorf("notes: %q", table.Notes)
	}
}

func TestRepresentativeSizeIsWhereMostWaitsCompare(t *testing.T) {
	m := machine(t, "a block 8", "a spin 8", "a block 64", "a spin 64", "b block 64", "b spin 64", "b block 8",
		"c block 64", "c block 8")
	sizes, lines := Layout(m, schema.Latency)
	if got := RepresentativeSize(m, schema.Latency, sizes, lines); got != 64 {
		t.Errorf("%d", got)
	}
}

// System calls have a column where any were counted, and none where the kernel did not let the engine count.
func TestCallsHaveAColumnWhereTheyWereCounted(t *testing.T) {
	for more, want := range map[string]bool{"": false, " 4 syscalls/op": true, " 0 syscalls/op": true} {
		table, ok := CPU(english, machineWith(t, more, "pipe block 64"), schema.Latency)
		if !ok {
			t.Fatal("no table")
		}
		columns, cells := table.Groups[0].Columns, table.Rows[0].Cells[0]
		if slices.Contains(columns, "calls/op") != want || len(cells) != len(columns) {
			t.Errorf("%q: columns %q, cells %q", more, columns, cells)
		}
		if want && cells[len(cells)-1] == "—" {
			t.Errorf("%q: counted, but shown as %q", more, cells[len(cells)-1])
		}
	}
}
