package alternate

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// A drifting run is one of two on a machine that slows down linearly, of which one takes slow times as long. What
// happens to them stands in the log: A and B for a start, a and b for a pass, x and y for an end.
type drifting struct {
	which  int
	slow   float64
	fails  int // at this pass, from 1
	passes int
	at     *float64
	log    *strings.Builder
}

func (d *drifting) Mean(ops int) (float64, error) {
	d.log.WriteByte("ab"[d.which])
	if d.passes++; d.passes == d.fails {
		return 0, errBroken
	}
	*d.at++
	return d.slow * (100 + *d.at), nil
}

func (d *drifting) Close() error {
	d.log.WriteByte("xy"[d.which])
	return nil
}

var errBroken = errors.New("broken")

// programs are two whose runs note what happens to them.
func programs(log *strings.Builder, failA int) (a, b Program) {
	at := new(float64)
	program := func(which int, slow float64, fails int) Program {
		return func() (Run, float64, error) {
			log.WriteByte("AB"[which])
			return &drifting{which: which, slow: slow, fails: fails, at: at, log: log}, 100, nil
		}
	}
	return program(0, 1.5, failA), program(1, 1, 0)
}

func TestPairCancelsADrift(t *testing.T) {
	for swapped, want := range map[bool]string{false: "ABabbaabbaxy", true: "BAbaabbaabxy"} {
		var log strings.Builder
		as, bs, errs := Pair{Passes: 4, Pass: time.Millisecond, Swapped: swapped}.Take(programs(&log, 0))
		if errs != [2]error{} || log.String() != want {
			t.Errorf("swapped %v: %s, %v; %s was due", swapped, log.String(), errs, want)
		}
		if r := Ratio(as, bs); math.Abs(r-1.5) > 0.001 {
			t.Errorf("swapped %v: the ratio is %v, not 1.5", swapped, r)
		}
	}
}

// Of a program that fails no more is asked, it is ended, and the other goes on.
func TestOneFailsAndTheOtherGoesOn(t *testing.T) {
	var log strings.Builder
	as, bs, errs := Pair{Passes: 3, Pass: time.Millisecond}.Take(programs(&log, 2))
	if !errors.Is(errs[0], errBroken) || errs[1] != nil || len(as) != 1 || len(bs) != 3 || log.String() != "ABabbabxy" {
		t.Errorf("%s: %v, %v, %v", log.String(), as, bs, errs)
	}
	log.Reset()
	_, b := programs(&log, 0)
	broken := func() (Run, float64, error) { return nil, 0, errBroken }
	as, bs, errs = Pair{Passes: 2, Pass: time.Millisecond}.Take(broken, b)
	if !errors.Is(errs[0], errBroken) || errs[1] != nil || len(as) != 0 || len(bs) != 2 || log.String() != "Bbby" {
		t.Errorf("%s: %v, %v, %v", log.String(), as, bs, errs)
	}
	as, bs, errs = Pair{Passes: 2, Pass: time.Millisecond}.Take(broken, broken)
	if !errors.Is(errs[0], errBroken) || !errors.Is(errs[1], errBroken) || len(as)+len(bs) != 0 {
		t.Errorf("%v, %v, %v", as, bs, errs)
	}
}

// A passes run notes how many ops were asked for.
type counting struct{ ops *[]int }

func (c counting) Mean(ops int) (float64, error) {
	*c.ops = append(*c.ops, ops)
	return 1000, nil
}

func (c counting) Close() error { return nil }

// A pass has as many ops as fill its time by the runs' guesses, and never few.
func TestPassesFillTheirTime(t *testing.T) {
	for guess, want := range map[float64]int{1000: 5000, 1e9: leastOps} {
		var ops []int
		program := func() (Run, float64, error) { return counting{&ops}, guess, nil }
		unknown := func() (Run, float64, error) { return counting{&ops}, 0, nil }
		if _, _, errs := (Pair{Passes: 1, Pass: 5 * time.Millisecond}).Take(program, unknown); errs != [2]error{} {
			t.Error(errs)
		}
		if !slices.Equal(ops, []int{want, want}) {
			t.Errorf("%v ns per op: %d ops, want %d", guess, ops, want)
		}
	}
	var ops []int
	unknown := func() (Run, float64, error) { return counting{&ops}, 0, nil }
	if _, _, errs := (Pair{Passes: 1, Pass: time.Second}).Take(unknown, unknown); errs[0] == nil || len(ops) > 0 {
		t.Errorf("no guess: %v, %d ops", errs, ops)
	}
	ns, err := WarmUp(counting{&ops}, 100, 50*time.Millisecond)
	if ns != 1000 || err != nil || !slices.Equal(ops, []int{100, 50_000}) {
		t.Errorf("warm-up: %v ns, %v; %d ops", ns, err, ops)
	}
	if _, err := WarmUp(&drifting{fails: 1, log: new(strings.Builder)}, 100, time.Second); !errors.Is(err, errBroken) {
		t.Errorf("warm-up of a broken run: %v", err)
	}
}

// Each open comparison has one turn in a round, in an order of the lots, until none is open.
func TestRounds(t *testing.T) {
	left := map[string]int{"x": 1, "y": 3, "z": 2}
	var rounds [3][]string
	err := Rounds(rand.New(rand.NewPCG(1, 2)), func() (open []string) {
		for name, n := range left {
			if n > 0 {
				open = append(open, name)
			}
		}
		return open
	}, func() bool { return false }, func(at Turn, name string) error {
		left[name]--
		rounds[at.Round-1] = append(rounds[at.Round-1], name)
		if n := len(rounds[at.Round-1]); at.Place != n || at.Of != 4-at.Round {
			t.Errorf("%s: %+v", name, at)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range [][]string{{"x", "y", "z"}, {"y", "z"}, {"y"}} {
		if got := slices.Sorted(slices.Values(rounds[i])); !slices.Equal(got, want) {
			t.Errorf("round %d: %q, want %q", i+1, got, want)
		}
	}
}

func TestRoundsEnd(t *testing.T) {
	turns := 0
	always := func() []int { return []int{1, 2, 3} }
	lots := rand.New(rand.NewPCG(1, 2))
	err := Rounds(lots, always, func() bool { return turns == 5 }, func(Turn, int) error { turns++; return nil })
	if err != nil || turns != 5 {
		t.Errorf("%d turns, %v; want 5", turns, err)
	}
	err = Rounds(lots, always, func() bool { return false }, func(Turn, int) error { turns++; return errBroken })
	if !errors.Is(err, errBroken) || turns != 6 {
		t.Errorf("%d turns, %v; want one more and its error", turns, err)
	}
}

// A probing run says that the machine changed its state at some probes, counted from 1.
type probing struct {
	drifting
	changes []int
	fails   bool
	probes  int
}

func (p *probing) Changed() (bool, error) {
	p.log.WriteByte("pq"[p.which])
	p.probes++
	if p.fails {
		return false, errBroken
	}
	return slices.Contains(p.changes, p.probes), nil
}

// Passes in whose middle the machine changed are done again, but not for ever. Both runs probe as often, and a run that
// cannot probe is not asked to.
func TestPassesAreOfOneState(t *testing.T) {
	for _, c := range []struct {
		a, b []int
		fail bool
		want string
	}{
		{nil, nil, false, "pqabbapq"}, {[]int{1}, nil, false, "pqabbapq"}, {[]int{2}, nil, false, "pqabbapqabbapq"},
		{nil, []int{2}, false, "pqabbapqabbapq"}, {[]int{2, 3}, []int{3}, false, "pqabbapqabbapqabbapq"},
		{[]int{2, 3, 4, 5, 6}, nil, false, "pqabbapqabbapqabbapqabba"}, {nil, nil, true, "pqbbq"},
	} {
		var log strings.Builder
		at := new(float64)
		a := &probing{drifting{which: 0, slow: 1, at: at, log: &log}, c.a, c.fail, 0}
		b := &probing{drifting{which: 1, slow: 1, at: at, log: &log}, c.b, false, 0}
		program := func(r Run) Program { return func() (Run, float64, error) { return r, 100, nil } }
		as, bs, errs := Pair{Passes: 2, Pass: time.Millisecond}.Take(program(a), program(b))
		if log.String() != c.want+"xy" || len(bs) != 2 || errs[1] != nil {
			t.Errorf("%v, %v: %s, want %s; %v, %v", c.a, c.b, log.String(), c.want, bs, errs)
		}
		if c.fail != (errs[0] != nil) || !c.fail && len(as) != 2 {
			t.Errorf("%v, %v: %v, %v", c.a, c.b, as, errs)
		}
	}
	var log strings.Builder
	a, b := programs(&log, 0)
	_, _, errs := Pair{Passes: 1, Pass: time.Millisecond}.Take(a, b)
	if errs != [2]error{} || log.String() != "ABabxy" {
		t.Errorf("%s, %v", log.String(), errs)
	}
}
