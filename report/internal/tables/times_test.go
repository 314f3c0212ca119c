package tables

import (
	"fmt"
	"strings"
	"testing"

	"ipcbench/report/internal/rank"
)

// Where more is faster the same rows are told apart.
func TestMoreIsFasterOfRates(t *testing.T) {
	var b strings.Builder
	for round := range 6 {
		for row, rate := range []int{1000, 990, 100} {
			fmt.Fprintf(&b, "BenchmarkThroughput/mech=m%d/wait=block/place=cross/size=64-2 1000 %d "+
				"msg/s\n", row, rate*1000+round*5000)
		}
	}
	table, _ := Throughput(english, setOf(t, b.String()).Machines[0])
	for i, want := range []string{"1", rank.Tied + "1.0", "9.0"} {
		if got := table.Rows[i].Cells[0][2]; got != want {
			t.Errorf("%s: × is %q, want %q", table.Rows[i].Keys[0], got, want)
		}
	}
}

// So few samples that no row could be told apart are said to be, and how many it takes.
func TestTooFewSamplesAreSaidToBe(t *testing.T) {
	table, _ := Latency(english, machine(t, "a block 64", "b block 64", "a block 64", "b block 64"))
	notes := strings.Join(table.Notes, "\n")
	if !strings.Contains(notes, "Nothing is told apart: among 2 rows it takes 3 samples of each, not 2.") {
		t.Error(notes)
	}
	if got := table.Rows[1].Cells[0][2]; got != rank.Tied+"1.0" {
		t.Errorf("× is %q", got)
	}
}
