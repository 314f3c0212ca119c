package tables

import (
	"slices"
	"strings"
	"testing"

	"ipcbench/internal/schema"
)

// A pattern that package schema lists, and for which no table was made, has the one that its entry asks for: what an op
// is, the unit that ranks, and its own units with quantiles as elsewhere.
func TestAListedPatternHasATableByItsEntry(t *testing.T) {
	rate, _ := schema.UnitNamed(schema.MsgPerSec)
	p99, _ := schema.UnitNamed(schema.P99Ns)
	latency, _ := schema.PatternNamed(schema.Latency)
	all := schema.Patterns
	defer func() { schema.Patterns = all }()
	schema.Patterns = append(slices.Clone(all), schema.Pattern{
		Name: "Beats", Op: "one message, sent when `rate` says", Keys: latency.Keys, Rank: schema.MsgPerSec,
		Units: []schema.Unit{rate, p99},
	})
	set := setOf(t, lines("Beats", "pipe", "100 ns/op 5 msg/s 1000 p99-ns 5000 readings 10 cpu-ns/op")+
		lines("Beats", "tcp", "100 ns/op 50 msg/s 2000 p99-ns 30 readings 20 cpu-ns/op"))
	tab, ok := Pattern(english, set.Machines[0], "Beats", set.Units)
	if !ok || !strings.HasPrefix(tab.Legend, "An op is one message, sent when rate says.") ||
		!strings.HasSuffix(tab.Legend, "Highest first.") {
		t.Errorf("legend %q", tab.Legend)
	}
	if got := tab.Groups[0].Columns; !slices.Equal(got, []string{"msg/s", "±", "×", "p99", "readings"}) {
		t.Errorf("columns %q", got)
	}
	rows := sorted(tab)
	first, second := rows[0], rows[1]
	if first.Keys[0] != "tcp" || first.Cells[0][2] != "1" || first.Cells[0][3] != "—" ||
		second.Cells[0][3] != "1.00 µs" || !strings.Contains(second.Cells[0][2], "10") {
		t.Errorf("%+v, %+v", first, second)
	}
	if cost, ok := CPU(english, set.Machines[0], "Beats"); !ok || cost.Title != "CPU cost of Beats, 64 B" {
		t.Errorf("%v, %q", ok, cost.Title)
	}
}

// However many units a pattern has, none of them is lost to the width of a terminal.
func TestManyUnitsStandInSeveralGroups(t *testing.T) {
	text := "9 ns/op"
	for _, unit := range "abcdefghijkl" {
		text += " 7 " + string(unit) + "s"
	}
	set := setOf(t, lines("Toy", "pipe", text))
	tab, _ := Pattern(english, set.Machines[0], "Toy", set.Units)
	var b strings.Builder
	if err := tab.Text(&b, 80); err != nil {
		t.Fatal(err)
	}
	if len(tab.Groups) != 2 || strings.Contains(b.String(), "Left out") || strings.Count(b.String(), "7.00") != 12 {
		t.Errorf("%d groups:\n%s", len(tab.Groups), b.String())
	}
}
