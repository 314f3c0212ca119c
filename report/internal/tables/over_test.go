package tables

import (
	"fmt"
	"strings"
	"testing"

	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
)

// A mechanism that says what it is built on stands beside it, at the same wait and place only.
func TestALayerStandsBesideWhatItIsBuiltOn(t *testing.T) {
	const name = "BenchmarkLatency/mech=%s/wait=%s/place=cross/size=64-2 1000 "
	text := `# mechanism {"name":"pipe","family":"pipe"}
# mechanism {"name":"go-pipe","family":"pipe","over":"pipe"}
# mechanism {"name":"go-tcp","family":"socket","over":"tcp"}
` +
		fmt.Sprintf(name, "pipe", "block") + "10000 ns/op 8000 cpu-ns/op 4 syscalls/op 2 csw/op 0 allocs/op\n" +
		fmt.Sprintf(name, "pipe", "spin") + "1000 ns/op 2000 cpu-ns/op\n" +
		fmt.Sprintf(name, "go-pipe", "block") + "25000 ns/op 30000 cpu-ns/op 12 syscalls/op 4 csw/op 3 allocs/op\n" +
		fmt.Sprintf(name, "go-tcp", "block") + "50000 ns/op 60000 cpu-ns/op\n"
	set := results.Read([]resultfile.Input{resultfile.FromReader("f", strings.NewReader(text))})
	table, ok := Over(english, set.Machines[0], set.Mechanisms)
	if !ok || len(table.Rows) != 1 {
		t.Fatalf("%v, rows: %+v", ok, table.Rows)
	}
	row := table.Rows[0]
	got := strings.Join(append(row.Keys, row.Cells[0]...), " | ")
	const want = "go-pipe | block | pipe | 10.0 µs → 25.0 µs | 2.5 | 4.00 → 12.0 | 2.00 → 4.00 | 0 → 3.00 | +22.0 µs"
	if got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if _, ok := Over(english, set.Machines[0], nil); ok {
		t.Error("a table without any layer")
	}
}
