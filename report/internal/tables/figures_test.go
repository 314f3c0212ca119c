package tables

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/rank"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// columnNamed is what stands in a table's column of a title, by mechanism, in the order of the rows.
func columnNamed(t *testing.T, tab table.Table, title string) (mechs, cells []string) {
	t.Helper()
	at := slices.Index(tab.Groups[0].Columns, title)
	for _, r := range sorted(tab) {
		mechs = append(mechs, r.Keys[0])
		if at < 0 {
			cells = append(cells, "no column "+title)
		} else {
			cells = append(cells, r.Cells[0][at])
		}
	}
	return mechs, cells
}

// sorted are the rows as they are printed.
func sorted(tab table.Table) []table.Row {
	bySort := func(a, b table.Row) int { return slices.Compare(a.Sort, b.Sort) }
	return slices.SortedStableFunc(slices.Values(tab.Rows), bySort)
}

// lines are samples of one mechanism: what stands behind the name of each.
func lines(pattern, mech string, samples ...string) string {
	var b strings.Builder
	for _, s := range samples {
		fmt.Fprintf(&b, "Benchmark%s/mech=%s/wait=block/place=cross/size=64-2 1000000 %s\n", pattern, mech, s)
	}
	return b.String()
}

func latency(t *testing.T, text string) table.Table {
	t.Helper()
	tab, ok := Latency(english, setOf(t, text).Machines[0])
	if !ok {
		t.Fatal("no table")
	}
	return tab
}

// A quantile is shown in Latency and Set-up from ten readings beyond it on, and its column where any cell has it.
func TestAQuantileIsShownWithItsReadingsOnly(t *testing.T) {
	for _, c := range []struct {
		readings int
		want     string // p50, p99, p99.99
	}{
		{1, "— —"}, {19, "— —"}, {20, "1.00 µs —"}, {999, "1.00 µs —"}, {1000, "1.00 µs 2.00 µs"},
		{99_999, "1.00 µs 2.00 µs"}, {100_000, "1.00 µs 2.00 µs 9.00 µs"},
	} {
		for _, pattern := range []string{schema.Latency, schema.Setup} {
			m := setOf(t, lines(pattern, "pipe", fmt.Sprintf("1100 ns/op 1000 p50-ns 2000 p99-ns 9000 p99.99-ns %d "+
				"readings", c.readings))).Machines[0]
			tab, ok := Latency(english, m)
			if pattern == schema.Setup {
				tab, ok = Setup(english, m)
			}
			if !ok {
				t.Fatal("no table")
			}
			var got []string
			for i, title := range tab.Groups[0].Columns {
				if strings.HasPrefix(title, "p") {
					got = append(got, tab.Rows[0].Cells[0][i])
				}
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("%s, %d readings: %q, want %s", pattern, c.readings, got, c.want)
			}
			lacking := strings.Contains(strings.Join(tab.Notes, "\n"), "fewer than 10 readings")
			if lacking != strings.Contains(c.want, table.Missing) {
				t.Errorf("%s, %d readings: notes %q", pattern, c.readings, tab.Notes)
			}
		}
	}
}

// The mean is not p50, and each stands under its own name.
func TestMeanAndMedianAreNotMixedUp(t *testing.T) {
	tab := latency(t, lines("Latency", "pipe", "5000 ns/op 1000 p50-ns 20000 p99-ns"))
	for title, want := range map[string]string{"mean": "5.00 µs", "p50": "1.00 µs", "p99": "20.0 µs"} {
		if _, got := columnNamed(t, tab, title); got[0] != want {
			t.Errorf("%s: %s, want %s", title, got[0], want)
		}
	}
}

func TestAQuantileOfMeansIsMarked(t *testing.T) {
	text := lines("Latency", "slot", "200 ns/op 190 p50-ns 300 p99-ns 16 "+
		"ops/clock") + lines("Latency", "pipe", "2000 ns/op 1900 p50-ns 3000 p99-ns 1 ops/clock")
	tab := latency(t, text)
	for title, want := range map[string][]string{
		"mean": {"200 ns", "2.00 µs"}, "p50": {"†190 ns", "1.90 µs"}, "p99": {"†300 ns", "3.00 µs"},
	} {
		if _, got := columnNamed(t, tab, title); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", title, got, want)
		}
	}
	var markdown strings.Builder
	if err := tab.Markdown(&markdown, 2); err != nil || !strings.Contains(markdown.String(), "\n†: of means.") {
		t.Errorf("%v, no word of it in\n%s", err, markdown.String())
	}
	if strings.Contains(strings.Join(latency(t, lines("Latency", "pipe", "2000 ns/op 1900 p50-ns")).Notes, "\n"), "†") {
		t.Error("a note on a sign that is not there")
	}
}

func repeat(s string, n int) []string { return slices.Repeat([]string{s}, n) }

// A row half of whose samples were disturbed has the figures of the others, ranks by them, and says how many they
// are.
func TestDisturbedSamplesDoNotRank(t *testing.T) {
	const calm, loud = "28000 ns/op 27000 p50-ns 60000 p99-ns", "220000 ns/op 210000 p50-ns 900000 p99-ns 60 noise-%"
	text := lines("Latency", "fast", repeat("20000 ns/op 19000 p50-ns 50000 p99-ns", 6)...) +
		lines("Latency", "half", append(repeat(calm, 3), repeat(loud, 3)...)...) +
		lines("Latency", "slow", repeat("50000 ns/op 49000 p50-ns 90000 p99-ns", 6)...)
	tab := latency(t, text)
	for title, want := range map[string][]string{
		"mean": {"20.0 µs", "28.0 µs", "50.0 µs"}, "±": {"0 %", "(0 %)", "0 %"},
		"p50": {"19.0 µs", "27.0 µs", "49.0 µs"},
		"p99": {"50.0 µs", "60.0 µs", "90.0 µs"}, "n": {"6/6", "3/6", "6/6"}, "×": {"1", "1.4", "2.5"},
	} {
		if mechs, got := columnNamed(t, tab, title); !slices.Equal(got, want) || mechs[1] != "half" {
			t.Errorf("%s of %v: %q, want %q", title, mechs, got, want)
		}
	}
}

// A row most of whose samples were disturbed is marked, does not lead, and nothing is relative to it.
func TestMostlyDisturbedRowsDoNotLead(t *testing.T) {
	for _, pattern := range []string{"Latency", "Throughput", "Setup"} {
		lucky := append(repeat("10000 ns/op 900000 msg/s", 2), repeat("10000 ns/op 900000 msg/s 60 noise-%", 4)...)
		m := setOf(t, lines(pattern, "lucky", lucky...)+
			lines(pattern, "steady", repeat("20000 ns/op 450000 msg/s", 6)...)+
			lines(pattern, "slow", repeat("40000 ns/op 225000 msg/s", 6)...)).Machines[0]
		tab, _ := Latency(english, m)
		title, marked := "mean", "!10.0 µs"
		switch pattern {
		case "Throughput":
			tab, _ = Throughput(english, m)
			title, marked = "payload", "!57.6 MB/s"
		case "Setup":
			tab, _ = Setup(english, m)
		}
		mechs, figures := columnNamed(t, tab, title)
		_, times := columnNamed(t, tab, "×")
		ordered := slices.Equal(mechs, []string{"steady", "lucky", "slow"})
		if !ordered || times[0] != "1" || times[2] != "2.0" || figures[1] != marked {
			t.Errorf("%s: %q, × %q, %s %q", pattern, mechs, times, title, figures)
		}
		if !strings.Contains(strings.Join(tab.Notes, "\n"), "!: others disturbed more than half") {
			t.Errorf("%s: notes %q", pattern, tab.Notes)
		}
	}
}

// The number of samples stands at each row only where rows differ in it.
func TestSamplesAreCountedWhereTheyDiffer(t *testing.T) {
	six, four := repeat("1000 ns/op", 6), repeat("1000 ns/op", 4)
	same := latency(t, lines("Latency", "a", six...)+lines("Latency", "b", six...))
	if _, n := columnNamed(t, same, "n"); n[0] != "no column n" || same.Notes[0] != "Each figure is the median of 6 "+
		"samples, each a fresh pair of processes." {
		t.Errorf("%q, %q", n, same.Notes)
	}
	other := latency(t, lines("Latency", "a", six...)+lines("Latency", "b", four...))
	if _, n := columnNamed(t, other, "n"); !slices.Equal(n, []string{"6/6", "4/4"}) {
		t.Errorf("%q", n)
	}
}

// Each column of a table that has × has one row that it is relative to, whose own × is 1, and none is faster than
// that.
func TestTheRowThatTimesIsRelativeToIsInTheTable(t *testing.T) {
	var text strings.Builder
	for i, mech := range []string{"a", "b", "c", "d"} {
		for k, size := range []int{64, 4096, 65536} {
			if mech == "a" && k > 0 {
				continue // the fastest of the first column has no other size
			}
			for _, pattern := range []string{"Latency", "Throughput", "Duplex", "Setup"} {
				fmt.Fprintf(&text, "Benchmark%s/mech=%s/wait=block/place=cross/size=%d-2 1000 %d ns/op %d "+
					"msg/s\n", pattern, mech, size, 1000+(i+2*k)%4*100+size, 100_000-(i+2*k)%4*1000)
			}
		}
	}
	m := setOf(t, text.String()).Machines[0]
	for name, draw := range map[string]func(*words.Printer, *results.Machine) (table.Table, bool){
		"Latency": Latency, "Throughput": Throughput, "Duplex": Duplex, "Setup": Setup,
	} {
		tab, ok := draw(english, m)
		if !ok || !strings.Contains(tab.Legend, "×: ") {
			t.Fatalf("%s: %v, legend %q", name, ok, tab.Legend)
		}
		for g, group := range tab.Groups {
			at := slices.Index(group.Columns, "×")
			ones := 0
			for _, r := range tab.Rows {
				if r.Cells[g] == nil {
					continue
				}
				if r.Cells[g][at] == "1" {
					ones++
				} else if strings.HasPrefix(strings.TrimPrefix(r.Cells[g][at], rank.Tied), "0") {
					t.Errorf("%s, %s: %s is faster than the fastest: "+
						"%s", name, group.Title, r.Keys[0], r.Cells[g][at])
				}
			}
			if ones != 1 {
				t.Errorf("%s, %s: %d rows whose × is 1", name, group.Title, ones)
			}
		}
	}
}
