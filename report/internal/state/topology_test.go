package state

import (
	"bufio"
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ipcbench/internal/host"
	"ipcbench/internal/schema"
	"ipcbench/internal/stat"
)

// Kinds whose middle values differ by surely or more are parted; kinds that differ by less than never are not. Whether
// those between are, depends on how far the probes vary.
const (
	surely = 1.9
	never  = 1.5
)

// recorded are machines of which others published how long each pair of CPUs takes to tell each other something, with
// the kinds of pairs that each has, the closest first: parted (|), not parted (+), and found or not (?). The files say
// where they are from. Their figures are cut to tenths of a nanosecond.
var recorded = map[string]string{
	"ryzen-2700x":        "smt | cross | caches of node 0",
	"ryzen-5950x":        "smt | cross | caches of node 0",
	"xeon-x5650":         "smt | cross | numa",
	"xeon-e5-2690":       "smt | cross | numa",
	"threadripper-1950x": "smt | cross | caches of node 1 ? numa + caches of node 0",
	"core-12900k":        "smt | cross",
	"apple-m1-pro":       "cross | caches of node 0",
	"loongson-3a6000":    "smt + cross",
}

// A topology is what a file of testdata says of a machine.
type topology struct {
	kinds  []string             // the closest first
	pairs  map[string][]float64 // of each kind, what each of its pairs takes, in ns
	groups map[string]int       // the number of kinds that are surely closer and parted from this
	loose  map[int]bool         // groups that may have several states
}

// kind tells how two CPUs are related, by the names of places, which are chosen by the same rules, if there is one.
func kind(where map[string]map[int]int, a, b int) string {
	together := func(of string) bool { return where[of][a] == where[of][b] }
	switch {
	case !together("node"):
		return schema.NUMA
	case !together("cache"):
		return fmt.Sprintf("caches of node %d", where["node"][a])
	case !together("core"):
		return schema.Cross
	}
	return schema.SMT
}

func read(t *testing.T, name string) (m topology) {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", name+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	where := map[string]map[int]int{}
	var cpus []string
	m.pairs = map[string][]float64{}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		words := strings.Fields(lines.Text())
		switch first, rest := words[0], words[1:]; first {
		case "#":
		case "core", "cache", "node":
			where[first] = map[int]int{}
			for i, list := range rest {
				ids, err := host.ParseCPUs(list)
				if err != nil {
					t.Fatal(name, err)
				}
				for _, id := range ids {
					where[first][id] = i
				}
			}
		case "cpus":
			cpus = rest
		default:
			if slices.Index(cpus, first) != len(rest) {
				t.Fatalf("%s: CPU %s has %d figures", name, first, len(rest))
			}
			for i, figure := range rest {
				a, _ := strconv.Atoi(first)
				b, _ := strconv.Atoi(cpus[i])
				ns, err := strconv.ParseFloat(figure, 64)
				if err != nil {
					t.Fatal(name, err)
				}
				m.pairs[kind(where, a, b)] = append(m.pairs[kind(where, a, b)], ns)
			}
		}
	}
	m.kinds = slices.SortedFunc(maps.Keys(m.pairs), func(a, b string) int {
		return cmp.Compare(m.middle(a), m.middle(b))
	})
	m.group()
	return m
}

func (m *topology) middle(kind string) float64 { return stat.Median(m.pairs[kind]) }

// group groups kinds that are not surely parted.
func (m *topology) group() {
	m.groups, m.loose = map[string]int{}, map[int]bool{}
	group := 0
	for i, kind := range m.kinds {
		if i > 0 {
			switch m.step(i) {
			case "|":
				group++
			case "?":
				m.loose[group] = true
			}
		}
		m.groups[kind] = group
	}
}

// step is how kind i is parted from the one before it.
func (m *topology) step(i int) string {
	switch by := m.middle(m.kinds[i]) / m.middle(m.kinds[i-1]); {
	case by >= surely:
		return "|"
	case by < never:
		return "+"
	}
	return "?"
}

func (m *topology) String() string {
	said := m.kinds[0]
	for i, kind := range m.kinds[1:] {
		said += " " + m.step(i+1) + " " + kind
	}
	return said
}

// A spread is how far a probe varies in one state: the parts of the median at some quantiles.
type spread []struct{ quantile, part float64 }

// The spreads are those of 5,249 samples of place=cross that the default run of a machine with one state took on a
// virtual machine with two CPUs: line-ns (median 123) and clock-% (median 156).
var (
	spreadOfLine = spread{
		{0, 0.764}, {0.001, 0.812}, {0.01, 0.849}, {0.05, 0.893}, {0.1, 0.918}, {0.25, 0.958}, {0.5, 1}, {0.75, 1.042},
		{0.9, 1.086}, {0.95, 1.111}, {0.99, 1.162}, {0.999, 1.264}, {1, 1.5},
	}
	spreadOfClock = spread{
		{0, 0.868}, {0.001, 0.878}, {0.01, 0.879}, {0.05, 0.903}, {0.1, 0.928}, {0.25, 0.976}, {0.5, 1}, {0.9, 1.001},
		{0.95, 1.002}, {0.99, 1.013}, {0.999, 1.026}, {1, 1.026},
	}
)

func (s spread) draw(r *rand.Rand) float64 {
	u := r.Float64()
	i := slices.IndexFunc(s[1:], func(p struct{ quantile, part float64 }) bool { return u <= p.quantile })
	from, to := s[i], s[i+1]
	return from.part + (to.part-from.part)*(u-from.quantile)/(to.quantile-from.quantile)
}

// frequent tells whether each kind has a good chance of the share of samples that a state has at least, 4 %.
func (m *topology) frequent(kinds []string) bool {
	return !slices.ContainsFunc(m.kinds, func(kind string) bool {
		of := slices.DeleteFunc(slices.Clone(kinds), func(other string) bool { return other != kind })
		return float64(len(of)) < 0.06*float64(len(kinds))
	})
}

// A run is what the samples of a machine are: each on a pair of some kind.
type run struct {
	kinds   []string // of each sample
	samples []sample
}

// draw takes n samples, each on a pair of CPUs by chance, as if the host moved the CPUs before each. The published
// figures are half of the way there and back.
func (m *topology) draw(r *rand.Rand, n int, kindOf func() string) (one run) {
	for range n {
		kind := kindOf()
		ns := 2 * m.pairs[kind][r.IntN(len(m.pairs[kind]))] * spreadOfLine.draw(r)
		one.kinds = append(one.kinds, kind)
		one.samples = append(one.samples, sample{schema.Cross, map[string]float64{schema.LineSec: ns * 1e-9}})
	}
	return one
}

// agree counts the samples of a run whose state is that of their group of kinds, those of another state, and those of
// none. A group that is parted without need has its largest state; what is in its others agrees with nothing.
func (m *topology) agree(one run) (agrees, differs, none int) {
	splits := find(one.samples)
	if len(splits) == 0 { // one state
		splits = []Split{{Unit: schema.LineSec, States: []State{{Range: stat.Range{Lo: 0, Hi: 1}}}}}
	}
	counts := make([]map[int]int, len(splits[0].States)) // by state, of each group
	for i := range counts {
		counts[i] = map[int]int{}
	}
	for i, s := range one.samples {
		if at := splits[0].Of(s.values[schema.LineSec]); at >= 0 {
			counts[at][m.groups[one.kinds[i]]]++
		} else {
			none++
		}
	}
	best := map[int]int{} // by group
	for _, groups := range counts {
		most, all := 0, 0
		for _, n := range groups {
			most, all = max(most, n), all+n
		}
		for group, n := range groups {
			switch {
			case n < most:
			case m.loose[group]:
				best[group] += n
			default:
				best[group] = max(best[group], n)
			}
		}
		differs += all
	}
	for _, n := range best {
		agrees += n
	}
	return agrees, differs - agrees, none
}

// States agree with the topology of machines with two threads a core, with several last-level caches in one socket,
// with two NUMA nodes, and with two kinds of cores: 99 % or more of the samples that are in a state are in that of
// their kind of pair, and nine in ten or more are in one. What is in none are probes that took unusually long or short,
// and of the busy Xeon E5 two pairs of one socket that took nearly twice as long as the others.
func TestStatesAgreeWithTheTopology(t *testing.T) {
	for name, want := range recorded {
		m := read(t, name)
		if got := m.String(); got != want {
			t.Errorf("%s has %s, want %s", name, got, want)
		}
		var each []string // the kind of each pair
		for _, kind := range m.kinds {
			each = append(each, slices.Repeat([]string{kind}, len(m.pairs[kind]))...)
		}
		for _, c := range []struct {
			often string
			kinds []string
			n     int
		}{
			{"each kind equally", m.kinds, 100}, {"each kind equally", m.kinds, 1000},
			{"each pair equally", each, 1000},
		} {
			if !m.frequent(c.kinds) {
				continue
			}
			r := rand.New(rand.NewPCG(11, uint64(c.n)))
			var agrees, differs, none int
			for range 200 {
				a, d, n := m.agree(m.draw(r, c.n, func() string { return c.kinds[r.IntN(len(c.kinds))] }))
				agrees, differs, none = agrees+a, differs+d, none+n
			}
			share := float64(agrees) / float64(agrees+differs)
			outside := float64(none) / float64(agrees+differs+none)
			if share < 0.99 || outside > 0.1 {
				t.Errorf("%s, %d samples, %s often: %.2f %% agree, %.2f %% are in no state", name, c.n, c.often,
					100*share, 100*outside)
			}
		}
	}
}

// A run on pairs of one kind has one state, however far these pairs differ: in 99 of 100 runs or more.
func TestOneKindOfPairIsOneState(t *testing.T) {
	const runs = 200
	for name := range recorded {
		m := read(t, name)
		for _, kind := range m.kinds {
			for _, n := range []int{24, 100, 1000} {
				r := rand.New(rand.NewPCG(13, uint64(n)))
				several := 0
				for range runs {
					if len(find(m.draw(r, n, func() string { return kind }).samples)) > 0 {
						several++
					}
				}
				if several > runs/100 {
					t.Errorf("%s, %s, %d samples: %d of %d runs have several states", name, kind, n, several, runs)
				}
			}
		}
	}
}

// The two kinds of cores of a hybrid processor have clock rates that are two states: 4.9 and 3.8 GHz while all cores of
// a Core i7-12700K are busy (https://github.com/cyring/CoreFreq/issues/323).
func TestKindsOfCoresAreStatesOfTheClock(t *testing.T) {
	for _, n := range []int{250, 1000} {
		r := rand.New(rand.NewPCG(17, uint64(n)))
		right := 0
		for range 200 {
			var all []sample
			for i := range n {
				rate := []float64{4.9, 3.8}[i%2] / 3.6 * 100 * spreadOfClock.draw(r)
				all = append(all, sample{schema.Cross, map[string]float64{schema.ClockPercent: rate}})
			}
			if splits := find(all); len(splits) == 1 && len(splits[0].States) == 2 {
				right++
			}
		}
		if right < 198 {
			t.Errorf("%d samples: %d of 200 runs have two states", n, right)
		}
	}
}
