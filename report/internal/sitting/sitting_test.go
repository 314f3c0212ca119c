package sitting

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"ipcbench/internal/stat"
)

// A machine is a benchmark program whose cells take what functions say, by a simulated clock.
type machine struct {
	t      *testing.T
	out    string
	time   time.Duration
	draw   map[string]func() float64 // ns/op of a sample
	taken  map[string]int
	rounds []Round
}

const sampleTakes = 300 * time.Millisecond

func newMachine(t *testing.T, draw map[string]func() float64) *machine {
	m := &machine{t: t, out: filepath.Join(t.TempDir(), "out.txt"), draw: draw, taken: map[string]int{}}
	if err := os.WriteFile(m.out, []byte("# sitting\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return m
}

func (m *machine) now() time.Time { return time.Unix(0, int64(m.time)) }

// measure measures those cells that an expression selects, as the testing package would.
func (m *machine) measure(r Round) error {
	m.rounds = append(m.rounds, r)
	var b strings.Builder
	fmt.Fprintf(&b, "# round %d/%d\n", r.Number, r.Of)
	for mech, draw := range m.draw {
		name := "BenchmarkLatency/mech=" + mech + "/wait=block/place=cross/size=64"
		if mech == "few" {
			name = "BenchmarkPaced/mech=" + mech + "/wait=block/place=cross/size=64/rate=100"
		}
		if !selected(r.Bench, name) {
			continue
		}
		m.time += sampleTakes
		if !r.Brief {
			m.time += sampleTakes
		}
		m.taken[mech]++
		fmt.Fprintf(&b, "%s-2 1000 %.6f ns/op 2e8 warm-up-ns 1000 readings\n", name, draw())
	}
	f, err := os.OpenFile(m.out, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = f.WriteString(b.String())
	return err
}

// selected is how the testing package reads -test.bench.
func selected(bench, name string) bool {
	for alternative := range strings.SplitSeq(bench, "|") {
		ok := true
		parts := strings.Split(name, "/")
		for i, level := range strings.Split(alternative, "/") {
			ok = ok && i < len(parts) && regexp.MustCompile(level).MatchString(parts[i])
		}
		if ok {
			return true
		}
	}
	return false
}

func (m *machine) sit(budget time.Duration) error {
	return Run(Options{
		Out: m.out, First: ".", Again: "Latency", Rounds: 8, Budget: budget,
		Measure: m.measure, Show: func(string, ...any) {}, Now: m.now,
	})
}

// vary is a cell whose samples vary by a share.
func vary(seed uint64, ns, share float64) func() float64 {
	r := rand.New(rand.NewPCG(seed, 3))
	return func() float64 { return ns * math.Exp(share*r.NormFloat64()) }
}

// The time goes to the cells that are known least: those that are still get as many samples as the first look needs,
// those that vary as many more as there are looks for. The sitting ends in time, or when there is nothing left to do.
func TestTimeGoesWhereItIsNeeded(t *testing.T) {
	draw := map[string]func() float64{}
	for i := range 40 {
		draw[fmt.Sprintf("still%d", i)] = vary(uint64(i), 1000, 0.001)
	}
	for i := range 10 {
		draw[fmt.Sprintf("wild%d", i)] = vary(uint64(100+i), 1000, 0.3)
	}
	round := 50 * sampleTakes
	for _, c := range []struct {
		budget      time.Duration
		still, wild int // samples
	}{
		{0, 8, 8}, {2*round + time.Second, 2, 2}, {8*round + time.Second, 8, 8}, {12*round + time.Second, 12, 12},
		{12*round + 126*sampleTakes + time.Second, 12, 24}, {10 * time.Minute, 12, 48},
	} {
		m := newMachine(t, draw)
		if err := m.sit(c.budget); err != nil {
			t.Fatal(err)
		}
		if c.budget > 0 && m.time > c.budget {
			t.Errorf("a budget of %v: %v", c.budget, m.time)
		}
		still, wild := 0, 0
		for mech, n := range m.taken {
			if strings.HasPrefix(mech, "still") {
				still = max(still, n)
			} else {
				wild = max(wild, n)
			}
		}
		if still != c.still || wild != c.wild {
			t.Errorf("a budget of %v: %d samples of cells that stand still and %d of those that vary, want %d and %d",
				c.budget, still, wild, c.still, c.wild)
		}
	}
}

// A cell that has not enough samples of the state that is shown comes before one that only varies, and a cell that was
// chosen stays until its next look.
func TestCellsAreChosenByWhatTheyNeed(t *testing.T) {
	cells := []cell{
		{name: "still", samples: 12, used: 12, within: 0.01, cost: time.Second},
		{name: "wide", samples: 12, used: 12, within: 0.5, cost: time.Second},
		{name: "wider", samples: 12, used: 12, within: 0.9, cost: time.Second},
		{name: "few", samples: 12, used: 6, within: 0.2, cost: time.Second},
		{name: "looked at to the end", samples: 48, used: 48, within: 0.9, cost: time.Second},
	}
	for _, c := range []struct {
		left time.Duration
		want string
	}{
		{time.Minute, "few wider wide"}, {25 * time.Second, "few wider"}, {12 * time.Second, "few"}, {time.Second, ""},
	} {
		if got := names(goals{}.choose(cells, 12, c.left)); got != c.want {
			t.Errorf("%v left: %q, want %q", c.left, got, c.want)
		}
	}
	wanted := goals{"wide": 24}
	cells[1].used, cells[1].within = 18, 0.001
	if got := names(wanted.choose(cells, 12, time.Minute)); got != "wide few wider" {
		t.Errorf("%q: a cell was given up between two looks", got)
	}
	if got := names(wanted.choose(cells, 12, 1500*time.Millisecond)); got != "wide" {
		t.Errorf("%q are measured although there is time for one", got)
	}
}

func names(cells []cell) string {
	var all []string
	for _, c := range cells {
		all = append(all, c.name)
	}
	return strings.Join(all, " ")
}

// Cells of a pattern that few rounds have are measured in the first ones, and not because they are known least.
func TestSomeCellsAreInFewRounds(t *testing.T) {
	m := newMachine(t, map[string]func() float64{"wild": vary(1, 1000, 0.3), "few": vary(2, 1000, 0.9)})
	err := Run(Options{
		Out: m.out, First: ".", Again: "Latency", Few: "Paced", FewIn: 4, Rounds: 8,
		Budget: time.Minute, Measure: m.measure, Show: func(string, ...any) {}, Now: m.now,
	})
	if err != nil || m.taken["few"] != 4 || m.taken["wild"] < 12 {
		t.Errorf("%v: %v", err, m.taken)
	}
}

// The second round takes whole samples, or as many as are asked for; of one round it is the first.
func TestSomeRoundsAreWhole(t *testing.T) {
	for _, c := range []struct {
		rounds, whole int
		want          string
	}{
		{8, 0, "bbbbbbbb"}, {8, 1, "bWbbbbbb"}, {8, 3, "bWWWbbbb"}, {3, 3, "WWW"}, {3, 9, "WWW"}, {1, 1, "W"},
		{2, 1, "bW"}, {1, 0, "b"},
	} {
		m := newMachine(t, map[string]func() float64{"wild": vary(1, 1000, 0.3)})
		err := Run(Options{
			Out: m.out, First: ".", Again: ".", Rounds: c.rounds, Whole: c.whole, Now: m.now, Measure: m.measure,
			Show: func(string, ...any) {},
		})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for i, r := range m.rounds {
			if r.Number != i+1 {
				t.Errorf("round %d has the number %d", i+1, r.Number)
			}
			if r.Brief {
				got += "b"
			} else {
				got += "W"
			}
		}
		if got != c.want {
			t.Errorf("%d rounds, %d of them whole: %s, want %s", c.rounds, c.whole, got, c.want)
		}
	}
}

// A round of whole samples for which there may be no time takes brief ones, and the sitting ends in time.
func TestARoundThatDoesNotFitIsBrief(t *testing.T) {
	for budget, want := range map[time.Duration]bool{3 * sampleTakes: false, time.Hour: true} {
		m := newMachine(t, map[string]func() float64{"wild": vary(1, 1000, 0.3)})
		err := Run(Options{
			Out: m.out, First: ".", Again: ".", Rounds: 8, Whole: 1, Budget: budget + sampleTakes/2, Now: m.now,
			Measure: m.measure, Show: func(string, ...any) {},
		})
		if err != nil {
			t.Fatal(err)
		}
		if whole := !m.rounds[1].Brief; whole != want || m.time > budget+sampleTakes/2 {
			t.Errorf("a budget of %v: a whole round: %v, want %v; %v in all", budget, whole, want, m.time)
		}
	}
}

// What is selected is the cell and no other.
func TestOneCellIsSelected(t *testing.T) {
	const name = "BenchmarkLatency/mech=shm-ring/wait=block/place=cross/size=64"
	const pairs = "BenchmarkThroughput/mech=tcp/wait=block/place=cross/size=64/pairs=4"
	bench := selects([]cell{{name: name}, {name: pairs}})
	for other, want := range map[string]bool{
		name: true, "BenchmarkThroughput/mech=tcp/wait=block/place=cross/size=64/pairs=4": true,
		name[:len(name)-2] + "6": false, name + "4": false,
		"BenchmarkThroughput/mech=tcp/wait=block/place=cross/size=64":              false,
		strings.Replace(name, "shm-ring", "shm-ring-batch", 1):                     false,
		strings.Replace(name, "Latency", "Throughput", 1):                          false,
		"BenchmarkThroughput/mech=shm-ring/wait=block/place=cross/size=64/pairs=4": false,
		"BenchmarkThroughput/mech=tcp/wait=block/place=cross/size=64/pairs=41":     false,
		"BenchmarkThroughput/mech=tcp/wait=spin/place=cross/size=64/pairs=4":       false,
		"BenchmarkThroughput/mech=tcp/wait=block/place=cross/size=65536/pairs=4":   false,
		"BenchmarkThroughput/mech=tcp-zero/wait=block/place=cross/size=64/pairs=4": false,
		"BenchmarkThroughputs/mech=tcp/wait=block/place=cross/size=64/pairs=4":     false,
	} {
		if got := selected(bench, other); got != want {
			t.Errorf("%s: selected %v, want %v", other, got, want)
		}
	}
}

// The program's failure to measure ends the sitting.
func TestAnErrorEndsTheSitting(t *testing.T) {
	m := newMachine(t, map[string]func() float64{"pipe": vary(1, 1000, 0.1)})
	broken := errors.New("broken")
	rounds := 0
	err := Run(Options{
		Out: m.out, First: ".", Again: ".", Rounds: 8, Budget: time.Hour, Now: m.now,
		Show: func(string, ...any) {},
		Measure: func(r Round) error {
			if rounds++; rounds == 3 {
				return broken
			}
			return m.measure(r)
		},
	})
	if !errors.Is(err, broken) || rounds != 3 {
		t.Errorf("%v after %d rounds", err, rounds)
	}
}

// The looks are those that readers of the results assume.
func TestLooksAreThoseOfTheSchedule(t *testing.T) {
	for _, at := range stat.Sitting.At {
		c := []cell{{name: "x", samples: at, used: at, within: 1, cost: time.Second}}
		g := goals{}
		g.choose(c, 12, time.Hour)
		if next, ok := stat.Sitting.Next(at); ok && g["x"] != next {
			t.Errorf("after %d samples %d are wanted, want %d", at, g["x"], next)
		}
	}
}

// A sample of Paced takes as long as it takes until its messages are due, not as long as they are under way; and of a
// rate that was not held nothing is known that more samples would better.
func TestFewRoundsHaveWholePatterns(t *testing.T) {
	of := patternsOf("Paced|Claim/what=(idle|up|duplex)")
	for pattern, want := range map[string]bool{"Paced": true, "Claim": true, "Latency": false, "Setup": false} {
		if of(pattern) != want {
			t.Errorf("%s: %t", pattern, !want)
		}
	}
	if patternsOf("")("Latency") {
		t.Error("no expression selects Latency")
	}
}

func TestPacedTakesUntilItsMessagesAreDue(t *testing.T) {
	m := newMachine(t, nil)
	line := "BenchmarkPaced/mech=pipe/size=64/rate=%d-2 1000 5 cpu-ns/op %s\n"
	text := strings.Repeat(fmt.Sprintf(line, 1000, "0 unheld-% 20 ns/op 1000 msg/s 1000 readings"), 2) +
		strings.Repeat(fmt.Sprintf(line, 9999, "30 unheld-% 700 msg/s"), 12)
	if err := os.WriteFile(m.out, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	all := cells(m.out, "")
	if len(all) != 2 || all[0].cost < time.Second || all[1].within != 0 || all[1].used != 12 {
		t.Errorf("%+v", all)
	}
}
