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

// sampleTakes is what a brief sample takes; a whole one takes twice as long, and one of means a third of it.
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
		readings := " 1000 readings"
		switch r.Kind {
		case Whole:
			m.time += 2 * sampleTakes
		case Brief:
			m.time += sampleTakes
		case Means:
			m.time += sampleTakes / 3
			readings = ""
		}
		m.taken[mech]++
		fmt.Fprintf(&b, "%s-2 1000 %.6f ns/op 2e8 warm-up-ns%s\n", name, draw(), readings)
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
		Out: m.out, First: ".", Again: "Latency", Rounds: 8, Timed: 7, Budget: budget,
		Measure: m.measure, Show: func(string, ...any) {}, Now: m.now,
	})
}

// vary is a cell whose samples vary by a share.
func vary(seed uint64, ns, share float64) func() float64 {
	r := rand.New(rand.NewPCG(seed, 3))
	return func() float64 { return ns * math.Exp(share*r.NormFloat64()) }
}

// The time goes to the cells that are known least: those that are still get as many samples as the decision needs,
// those that vary more. The sitting ends in time, or when there is nothing left to do.
func TestTimeGoesWhereItIsNeeded(t *testing.T) {
	draw := map[string]func() float64{}
	for i := range 40 {
		draw[fmt.Sprintf("still%d", i)] = vary(uint64(i), 1000, 0.001)
	}
	for i := range 10 {
		draw[fmt.Sprintf("wild%d", i)] = vary(uint64(100+i), 1000, 0.3)
	}
	brief, means := 50*sampleTakes, 50*sampleTakes/3
	for _, c := range []struct {
		budget      time.Duration
		still, wild int // samples
	}{
		{0, 8, 8}, {2*brief + time.Second, 2, 2},
		{7*brief + 5*means + time.Millisecond, 12, 12}, {7*brief + 5*means + 6*sampleTakes, 12, 12},
		{7*brief + 5*means + 18*sampleTakes, 12, 60}, {10 * time.Minute, 12, 60},
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

// How many samples a cell gets is decided once: what makes its interval narrow, or no longer very wide, the cheapest
// first. A cell that would need too many comes last, and one that has not enough of the state that is shown first.
func TestThePlanOfASitting(t *testing.T) {
	cells := []cell{
		{name: "still", used: 12, within: 0.01},
		{name: "near", used: 12, within: 0.06},
		{name: "nearer", used: 12, within: 0.05},
		{name: "wide", used: 12, within: 0.15},
		{name: "wild", used: 12, within: 0.9},
		{name: "few", used: 6, within: 0.2},
		{name: "unknown", used: 12},
	}
	for i := range cells {
		cells[i].samples, cells[i].cost = 12, time.Second
	}
	for _, c := range []struct {
		left time.Duration // few takes 12 s, as half of its samples are of another state
		want string
	}{
		{6 * time.Second, "still 12 near 12 nearer 12 wide 12 wild 12 few 6 unknown 12"},
		{29 * time.Second, "still 12 near 12 nearer 12 wide 12 wild 12 few 12 unknown 12"},
		{30 * time.Second, "still 12 near 12 nearer 30 wide 12 wild 12 few 12 unknown 12"},
		{60 * time.Second, "still 12 near 12 nearer 53 wide 12 wild 12 few 12 unknown 12"},
		{61 * time.Second, "still 12 near 43 nearer 30 wide 12 wild 12 few 12 unknown 12"},
		{92 * time.Second, "still 12 near 43 nearer 30 wide 43 wild 12 few 12 unknown 12"},
		{10 * time.Minute, "still 12 near 43 nearer 53 wide 43 wild 60 few 12 unknown 12"},
	} {
		p := newPlan()
		if p.decide(cells, c.left); goals(p, cells) != c.want {
			t.Errorf("%v left: %s, want %s", c.left, goals(p, cells), c.want)
		}
	}
	p := newPlan()
	p.decide(cells, 61*time.Second)
	cells[3].within, cells[1].within, cells[1].used = 0.9, 0.001, 18
	cells[5].used, cells[5].within = 12, 0.05
	p.decide(cells, time.Hour)
	if got, want := goals(p, cells), "still 12 near 43 nearer 30 wide 12 wild 12 few 53 unknown 12"; got != want {
		t.Errorf("decided again: %s, want %s", got, want)
	}
	if got := names(p.round(cells, time.Minute)); got != "near nearer few" {
		t.Errorf("the next round has %s", got)
	}
	if got := names(p.round(cells, 1500*time.Millisecond)); got != "near" {
		t.Errorf("%s are measured although there is time for one", got)
	}
}

func goals(p plan, cells []cell) string {
	var all []string
	for _, c := range cells {
		all = append(all, fmt.Sprint(c.name, " ", p.goals[c.name]))
	}
	return strings.Join(all, " ")
}

// The costs of cells are corrected by what a round of them took.
func TestCostsAreScaled(t *testing.T) {
	two := []cell{{cost: time.Second}, {cost: 3 * time.Second}}
	for took, want := range map[time.Duration]float64{0: 1, 2 * time.Second: 0.5, 8 * time.Second: 2} {
		if got := scale(two, took); got != want {
			t.Errorf("a round of %v: %v, want %v", took, got, want)
		}
	}
	if got := scale(nil, time.Second); got != 1 {
		t.Errorf("no cells: %v", got)
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

// The second round takes whole samples, or as many as are asked for; of one round it is the first. Later ones may have
// no percentiles.
func TestRoundsAreOfThreeKinds(t *testing.T) {
	for _, c := range []struct {
		rounds, whole, timed int
		want                 string
	}{
		{8, 0, 0, "bbbbbbbb"}, {8, 1, 0, "bWbbbbbb"}, {8, 3, 0, "bWWWbbbb"}, {3, 3, 0, "WWW"}, {3, 9, 0, "WWW"},
		{1, 1, 0, "W"}, {2, 1, 0, "bW"}, {1, 0, 0, "b"}, {8, 1, 6, "bWbbbbmm"}, {3, 0, 1, "bmm"}, {3, 1, 9, "bWb"},
		{1, 1, 1, "W"},
	} {
		m := newMachine(t, map[string]func() float64{"wild": vary(1, 1000, 0.3)})
		err := Run(Options{
			Out: m.out, First: ".", Again: ".", Rounds: c.rounds, Whole: c.whole, Timed: c.timed, Now: m.now,
			Measure: m.measure, Show: func(string, ...any) {},
		})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for i, r := range m.rounds {
			if r.Number != i+1 {
				t.Errorf("round %d has the number %d", i+1, r.Number)
			}
			got += map[Kind]string{Whole: "W", Brief: "b", Means: "m"}[r.Kind]
		}
		if got != c.want {
			t.Errorf("%d rounds, %d of them whole, %d with percentiles: %s, want %s", c.rounds, c.whole, c.timed, got,
				c.want)
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
		if whole := m.rounds[1].Kind == Whole; whole != want || m.time > budget+sampleTakes/2 {
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
