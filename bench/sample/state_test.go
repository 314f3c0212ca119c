package sample

import (
	"maps"
	"slices"
	"testing"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/bench/worker"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/inproc"
	"ipcbench/mechanisms/memory"
)

// A sample in whose middle the machine changes its state says so, whichever probe shows it and whenever it happens.
// Small changes are none.
func TestAChangeOfStateIsSeen(t *testing.T) {
	near := worker.State{Call: 100, Clock: 3, Line: 60, Wake: 9000}
	with := func(change func(*worker.State)) worker.State {
		s := near
		change(&s)
		return s
	}
	for name, c := range map[string]struct {
		other worker.State
		moved bool
	}{
		"far":         {with(func(s *worker.State) { s.Line = 460 }), true},
		"mitigated":   {with(func(s *worker.State) { s.Call = 160 }), true},
		"slower":      {with(func(s *worker.State) { s.Clock = 2.5 }), true},
		"sleepier":    {with(func(s *worker.State) { s.Wake = 35_000 }), true},
		"all alike":   {near, false},
		"a bit of it": {worker.State{Call: 130, Clock: 2.8, Line: 72, Wake: 15_000}, false},
	} {
		for _, all := range [][]worker.State{
			{near, near, c.other}, {near, c.other, near}, {c.other, near, near}, {near, c.other},
		} {
			if by := change(all); by > 1 != c.moved {
				t.Errorf("%s: %+v: changed by %.2f of what one state may", name, all, by)
			}
		}
	}
}

// The figures are those of the units, each the middle of its probes. What was not probed is absent, as is a clock rate
// that cannot be told in percent.
func TestStatesBecomeFigures(t *testing.T) {
	figures := func(named float64, all ...worker.State) map[string]float64 {
		var r Result
		r.addStates(all, named)
		found := map[string]float64{}
		for _, f := range r.Figures {
			found[f.Unit] = float64(int(f.Value*1000+0.5)) / 1000
		}
		return found
	}
	one := worker.State{Call: 100, Clock: 3, Line: 50, Wake: 9000}
	two := worker.State{Call: 100, Clock: 3, Line: 72, Wake: 9000}
	for _, c := range []struct{ got, want map[string]float64 }{
		{figures(2.5, one, two), map[string]float64{
			schema.CallNs: 100, schema.ClockPercent: 120, schema.LineNs: 60, schema.WakeNs: 9000,
			schema.StatePercent: 88,
		}},
		{figures(0, worker.State{Call: 100, Clock: 3}), map[string]float64{schema.CallNs: 100, schema.StatePercent: 0}},
		{figures(2.5), map[string]float64{}},
	} {
		if !maps.Equal(c.got, c.want) {
			t.Errorf("%v, want %v", c.got, c.want)
		}
	}
}

// probed is the result of a short sample.
func probed(t *testing.T, c plan.Cell) Result {
	t.Helper()
	s, err := Open(c, Options{Idle: DefaultIdle})
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Take(Length{Ops: 200})
	if err != nil {
		s.Kill()
		t.Fatalf("%v: %v", c, err)
	}
	return r
}

// Ends that are threads of one process are probed where the Go runtime can run both at once, and not otherwise.
func TestThreadsAreProbedWhereBothCanRun(t *testing.T) {
	if _, err := place.Cross.CPUs(); err != nil {
		t.Skip(err)
	}
	for procs, want := range map[string]bool{"1": false, "2": true} {
		t.Setenv("GOMAXPROCS", procs)
		r := probed(t, cell(pattern.Latency, inproc.Chan{}, mechanisms.Block, place.Cross, 64))
		isLine := func(f pattern.Metric) bool { return f.Unit == schema.LineNs }
		if got := slices.ContainsFunc(r.Figures, isLine); got != want {
			t.Errorf("GOMAXPROCS=%s: a cache line was probed: %v", procs, got)
		}
	}
}

// What the ends of a real sample are asked for follows from where they are and how they wait.
func TestSamplesAreProbed(t *testing.T) {
	for _, c := range []struct {
		mechanism mechanisms.Mechanism
		pattern   plan.Pattern
		wait      mechanisms.Wait
		place     place.Place
		units     []string
	}{
		{memory.Slot{}, pattern.Latency, mechanisms.Spin, place.Cross, []string{schema.LineNs}},
		{memory.Slot{}, pattern.Latency, mechanisms.Block, place.Cross, []string{schema.LineNs, schema.WakeNs}},
		{memory.Slot{}, pattern.Throughput, mechanisms.Yield, place.Same, nil},
		{memory.Slot{}, pattern.Latency, mechanisms.Block, place.Same, []string{schema.WakeNs}},
		{memory.Slot{}, pattern.Setup, mechanisms.Block, place.Same, nil},
	} {
		if _, err := c.place.CPUs(); err != nil {
			continue
		}
		one := cell(c.pattern, c.mechanism, c.wait, c.place, 64)
		r := probed(t, one)
		var got []string
		for _, f := range r.Figures {
			if slices.Contains([]string{schema.LineNs, schema.WakeNs, schema.CallNs, schema.StatePercent}, f.Unit) {
				if f.Unit != schema.StatePercent && f.Value <= 0 {
					t.Errorf("%v: %v %s", one, f.Value, f.Unit)
				}
				got = append(got, f.Unit)
			}
		}
		want := append(slices.Clone(c.units), schema.CallNs, schema.StatePercent)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%v: %q, want %q", one, got, want)
		}
	}
}
