package paced

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

// A sample is one line of a cell. A rate that was missed has no latency.
type sample struct {
	p50, cpu float64 // ns
	missed   float64 // percent
}

// lines are those of a cell, whose name ends with keys.
func lines(mech, wait, keys string, samples ...sample) string {
	var b strings.Builder
	for _, s := range samples {
		fmt.Fprintf(&b, "BenchmarkPaced/mech=%s/wait=%s/place=cross/size=64/%s-2 1000 %v cpu-ns/op %v unheld-%% 0.5 "+
			"recv-cores 800 msg/s", mech, wait, keys, s.cpu, s.missed)
		if s.missed == 0 {
			fmt.Fprintf(&b, " %v ns/op %v p50-ns %v p99-ns 2000 readings", s.p50, s.p50, 3*s.p50)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// around are three samples of a p50 and a CPU time, which vary by 2 %.
func around(p50, cpu float64) []sample {
	return []sample{{p50, cpu, 0}, {1.01 * p50, 1.01 * cpu, 0}, {1.02 * p50, 1.02 * cpu, 0}}
}

func machine(t *testing.T, text ...string) *results.Machine {
	t.Helper()
	set := results.Read([]resultfile.Input{resultfile.FromReader("test", strings.NewReader(strings.Join(text, "")))})
	if len(set.Machines) != 1 || len(set.Problems) > 0 {
		t.Fatal(set.Problems)
	}
	return set.Machines[0]
}

func curveNamed(t *testing.T, curves []Curve, wait string) Curve {
	t.Helper()
	i := slices.IndexFunc(curves, func(c Curve) bool { return c.Wait == wait })
	if i < 0 {
		t.Fatalf("no curve of wait=%s in %v", wait, curves)
	}
	return curves[i]
}

// Cells that differ in their rate alone are one curve, whatever the order of their lines; every other key makes
// another.
func TestACurveIsOneWayAtAllRates(t *testing.T) {
	m := machine(t,
		lines("pipe", "block", "rate=10000", around(10, 5)...), lines("pipe", "block", "rate=100", around(10, 5)...),
		lines("pipe", "block", "rate=80%", around(10, 5)...),
		lines("pipe", "hybrid", "rate=100", around(10, 5)...),
		lines("pipe", "hybrid", "rate=100/spin=5us", around(10, 5)...),
		lines("pipe", "hybrid", "rate=100/spin=adaptive", around(10, 5)...),
		lines("pipe", "block", "rate=100/arrivals=poisson", around(10, 5)...),
		lines("pipe", "block", "rate=100/think=5us", around(10, 5)...),
		lines("pipe", "block", "rate=100/beside=noise", around(10, 5)...))
	var got []string
	for _, c := range Curves(m) {
		var dues []string
		for _, p := range c.Points {
			dues = append(dues, fmt.Sprintf("%.0f", p.Due))
		}
		got = append(got, strings.Trim(strings.Join([]string{
			c.Wait, c.Arrivals, c.Think, c.Spin, c.Extra, strings.Join(dues, ","),
		}, " "), " "))
	}
	want := []string{
		"block even 0   100,800,10000", "hybrid even 0 5us  100", "hybrid even 0 50us  100", "hybrid even 0 adaptive " +
			" 100",
		"block even 5us   100", "block poisson 0   100", "block even 0  beside=noise 100",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A rate that is a share is what was due: what arrived, and by how much that fell short.
func TestAMissedShareIsPlacedWhereItWasDue(t *testing.T) {
	m := machine(t, lines("pipe", "block", "rate=150%", sample{0, 5, 20}))
	if p := Curves(m)[0].Points[0]; math.Abs(p.Due-1000) > 1e-6 || p.Held.All() {
		t.Errorf("%+v", p)
	}
}

func TestBreakEvens(t *testing.T) {
	type point struct {
		rate  int
		block []sample
		spin  []sample
	}
	missed := []sample{{cpu: 1, missed: 30}, {cpu: 1, missed: 31}, {cpu: 1, missed: 32}}
	for name, c := range map[string]struct {
		points    []point
		cpu       string
		low, high string // the rates at which p50 is lower and higher
	}{
		"crossing": {
			[]point{
				{100, around(20000, 4000), around(200, 400000)},
				{10000, around(20000, 4000), around(200, 40000)},
				{1000000, around(150, 4000), around(200, 400)},
			},
			// A tenth of block's at 1 M, ten times at 10 k: equal in the middle on logarithmic axes.
			"100 k (10 k to 1 M)", "100 to 10 k", "1 M",
		},
		"never less": {
			[]point{{100, around(9, 10), around(9, 90)}, {1000, around(9, 10), around(9, 20)}},
			"> 1 k", "no difference", "none",
		},
		"always less": {
			[]point{{100, around(9, 10), around(90, 5)}, {1000, around(9, 10), around(9, 2)}},
			"< 100", "none", "100",
		},
		"overlap":     {[]point{{100, around(9, 10), around(9, 10.05)}}, "no difference", "no difference", "none"},
		"two samples": {[]point{{100, around(9, 10)[:2], around(90, 90)[:2]}}, "no difference", "no difference", "none"},
		"overlap at a rate": {
			[]point{{100, around(9, 10), around(1, 90)}, {1000, around(9, 10), around(1, 10.1)}},
			"> 100", "100 to 1 k", "none",
		},
		"overlap between": {
			[]point{
				{100, around(9, 10), around(1, 100)}, {1000, around(9, 10), around(1, 10)},
				{10000, around(9, 10), around(1, 1)},
			},
			"1.00 k (100 to 10 k)", "100 to 10 k", "none",
		},
		"more again": {
			[]point{
				{100, around(9, 10), around(1, 100)}, {1000, around(9, 10), around(1, 5)},
				{10000, around(9, 10), around(9, 20)},
			},
			"no one rate", "100 to 1 k", "none",
		},
		// What block did not hold is no rate at which they can be compared, however much CPU time it took.
		"not held": {
			[]point{{100, around(9, 10), around(1, 90)}, {1000, missed, around(1, 0.5)}}, "> 100", "100", "none",
		},
		"never held":  {[]point{{100, missed, around(1, 90)}}, "—", "—", "—"},
		"held by two": {[]point{{100, append(around(9, 10)[:2], missed[0]), around(1, 90)}}, "—", "—", "—"},
	} {
		var text []string
		for _, p := range c.points {
			rate := fmt.Sprintf("rate=%d", p.rate)
			text = append(text, lines("pipe", "block", rate, p.block...), lines("pipe", "spin", rate, p.spin...))
		}
		tab, ok := breakEvens(english, Curves(machine(t, text...)))
		if !ok || len(tab.Rows) != 1 {
			t.Fatalf("%s: %v", name, tab)
		}
		row := tab.Rows[0].Cells
		if row[0][0] != c.cpu || row[1][0] != c.low || row[1][1] != c.high {
			t.Errorf("%s: CPU less from %q, p50 lower at %q, higher at %q; want %q, %q, %q", name, row[0][0], row[1][0],
				row[1][1], c.cpu, c.low, c.high)
		}
	}
}

// Shares of two throughputs are two rates.
func TestSharesAreNotCompared(t *testing.T) {
	curves := Curves(machine(t, lines("pipe", "block", "rate=80%", around(9, 10)...),
		lines("pipe", "spin", "rate=80%", around(1, 90)...)))
	block, spin := curveNamed(t, curves, "block"), curveNamed(t, curves, "spin")
	if list := Differences(spin, block, schema.CPUSecPerOp); list != nil {
		t.Errorf("%+v", list)
	}
}

// In place of latencies that there are not, the table says by how much a rate was missed, or by how many samples.
func TestTheTableSaysWhatWasNotHeld(t *testing.T) {
	some := append(around(9, 10)[:2], sample{cpu: 10, missed: 26})
	m := machine(t, lines("pipe", "block", "rate=100", around(9, 10)...), lines("pipe", "block", "rate=1000", some...),
		lines("pipe", "spin", "rate=1000", some[2], some[2], some[2]))
	list := Tables(english, m)
	if len(list) == 0 {
		t.Fatal("no table")
	}
	var got []string
	for _, r := range list[0].Rows {
		for _, cells := range r.Cells {
			if cells == nil {
				got = append(got, table.Missing)
				continue
			}
			got = append(got, cells[0]+" "+cells[1])
		}
	}
	if want := []string{"9.09 ns 27.3 ns", "held 2/3 −26 %", "—", "not held −26 %"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// A column says what rows differ in, or what was asked for specially, and nothing else.
func TestKeyColumnsAreThoseThatTellRowsApart(t *testing.T) {
	plain := lines("pipe", "block", "rate=100", around(9, 10)...)
	for _, c := range []struct{ text, want string }{
		{plain + lines("pipe", "hybrid", "rate=100", around(9, 10)...), "Mechanism Wait"},
		{lines("pipe", "block", "rate=100/arrivals=poisson", around(9, 10)...), "Mechanism Wait With"},
		{plain + lines("pipe", "hybrid", "rate=100/spin=0", around(9, 10)...), "Mechanism Wait With"},
		{plain + strings.ReplaceAll(plain, "size=64", "size=4096"), "Mechanism Wait Size"},
		{plain + strings.ReplaceAll(plain, "cross", "same"), "Mechanism Wait Place"},
		{plain + lines("pipe", "block", "rate=100/think=5us/beside=noise", around(9, 10)...), "Mechanism Wait With"},
	} {
		if got := strings.Join(Tables(english, machine(t, c.text))[0].Keys, " "); got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}

// What a neighbour keeps is told of those who had one, and their latencies are of a way of their own.
func TestWhatANeighbourKeepsIsTold(t *testing.T) {
	with := func(wait, kept string) string {
		return strings.ReplaceAll(lines("pipe", wait, "rate=1000/neighbour=on", around(9, 10)...), "recv-cores",
			"recv-cores "+kept+" neighbour-%")
	}
	list := Tables(english, machine(t, lines("pipe", "block", "rate=1000", around(9, 10)...), with("block", "97.3"),
		with("spin", "52")))
	if len(list) != 3 || len(list[0].Rows) != 3 {
		t.Fatalf("%+v", list)
	}
	var got []string
	for _, r := range list[2].Rows {
		got = append(got, strings.Join(append(slices.Clone(r.Keys), r.Cells[0]...), " "))
	}
	if want := []string{"pipe block neighbour=on 97 %", "pipe spin neighbour=on 52 %"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
