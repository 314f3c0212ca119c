package sample

import (
	"fmt"
	"testing"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/bench/worker"
	"ipcbench/internal/schema"
	"ipcbench/internal/syscount"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/pipe"
)

// The timed pass lasts until it has enough readings to say something of the tail, within limits.
func TestATimedPassHasReadings(t *testing.T) {
	for _, c := range []struct {
		name    string
		d       time.Duration
		nsPerOp float64
		want    int
	}{
		{"quick", 20 * time.Millisecond, 200, 100_000},
		{"too few for p99.9", 20 * time.Millisecond, 20_000, 10_000},
		{"10,000 take too long", 20 * time.Millisecond, 100_000, 3000},
		{"100 take longer than that", 20 * time.Millisecond, 10e6, 100},
		{"and those too", 20 * time.Millisecond, 65e6, 31},
		{"one is all there is time for", 20 * time.Millisecond, 5e9, 1},
		{"more time than that", time.Second, 100_000, 10_000},
	} {
		sp := worker.Lasting(c.d)
		sp.AtLeast = enoughReadings
		if got := sp.Goal(c.nsPerOp); got != c.want {
			t.Errorf("%s: %d readings of %v ns, want %d", c.name, got, c.nsPerOp, c.want)
		}
	}
}

// figuresOf takes a sample of 2 ms, and returns its figures by unit too.
func figuresOf(t *testing.T, c plan.Cell, o Options) (Result, map[string]float64) {
	t.Helper()
	o.Idle = 30 * time.Second
	s, err := Open(c, o)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Take(Length{For: 2 * time.Millisecond})
	if err != nil {
		s.Kill()
		t.Fatal(err)
	}
	units := map[string]float64{}
	for _, f := range r.Figures {
		units[f.Unit] = f.Value
	}
	return r, units
}

// A brief sample has fewer readings where they take long, and no figure of the counting pass.
func TestABriefSampleIsShort(t *testing.T) {
	for nsPerOp, want := range map[float64]int{200: 100_000, 20_000: 1000, 55_000: 1000, 200_000: 1000, 10e6: 30} {
		s := &Sample{estimate: nsPerOp, options: Options{Brief: true}}
		if got := s.lasting(20*time.Millisecond, 1).Goal(nsPerOp); got != want {
			t.Errorf("%d readings of %v ns, want %d", got, nsPerOp, want)
		}
	}
	c := cell(pattern.Latency, pipe.Pipe{}, mechanisms.Block, place.Same, 64)
	for _, brief := range []bool{false, true} {
		_, units := figuresOf(t, c, Options{Brief: brief})
		_, counted := units[schema.SyscallsPerOp]
		_, uncountable := syscount.Tracepoint()
		if want := !brief && uncountable == nil; counted != want {
			t.Errorf("brief %v: system calls are counted: %v, want %v", brief, counted, want)
		}
	}
}

// A sample of means has no figure of single ops, and lasts no longer than it is asked to, however long an op takes.
func TestASampleOfMeansHasNoPercentiles(t *testing.T) {
	c := cell(pattern.Latency, pipe.Pipe{}, mechanisms.Block, place.Same, 64)
	for _, means := range []bool{false, true} {
		r, units := figuresOf(t, c, Options{Brief: true, MeansOnly: means})
		_, p50 := units[schema.P50Ns]
		_, readings := units[schema.Readings]
		if p50 == means || readings == means || r.NsPerOp <= 0 || means && r.Ops < 10 {
			t.Errorf("means only %v: %v ns/op of %d ops, %v", means, r.NsPerOp, r.Ops, units)
		}
	}
}

// All ops are timed where clock readings take a small share of the time, and there is room for them.
func TestAllOpsAreTimedWhereReadingsAreSeldom(t *testing.T) {
	for _, c := range []struct {
		nsPerOp, clock float64
		length         Length
		want           bool
	}{
		{5000, 40, Length{For: 20 * time.Millisecond}, true}, {3000, 40, Length{For: 20 * time.Millisecond}, false},
		{5000, 40, Length{For: time.Minute}, false}, {5e6, 40, Length{For: time.Minute}, true},
		{5000, 40, Length{Ops: 1000}, true}, {5000, 40, Length{Ops: 1e6}, false}, {100, 40, Length{Ops: 1}, false},
	} {
		s := &Sample{estimate: c.nsPerOp}
		if got := s.timesAll(c.length, c.clock); got != c.want {
			t.Errorf("ops of %v ns, %v ns a reading, %+v: %v, want %v", c.nsPerOp, c.clock, c.length, got, c.want)
		}
	}
}

// The turns of a pass have as many ops together as were asked for, of each kind.
func TestTurnsAddUp(t *testing.T) {
	for _, c := range []struct {
		nsPerOp             float64
		batch               int
		d                   time.Duration
		turns, plain, timed int // ops
	}{
		{100, 8, 20 * time.Millisecond, 8, 200_000, 200_000}, {3000, 1, 20 * time.Millisecond, 12, 10_000, 10_000},
		{100, 8, time.Second, 32, 10_000_000, 3_000_000}, {10e6, 1, 20 * time.Millisecond, 25, 100, 100},
		{1e9, 1, time.Second, 1, 1, 1},
	} {
		s := &Sample{estimate: c.nsPerOp}
		n, plain, timed := s.turns(c.d, c.batch)
		near := func(got, want int) bool { return got >= want && got <= want+n*c.batch }
		a, b := n*plain.Goal(c.nsPerOp), n*timed.Goal(c.nsPerOp)
		if n != c.turns || !near(a, c.plain) || !near(b, c.timed) {
			t.Errorf("ops of %v ns, %v: %d turns, %d ops without readings and %d with; want %d, %d, %d", c.nsPerOp, c.d,
				n, a, b, c.turns, c.plain, c.timed)
		}
	}
}

// While a mechanism becomes slower and slower, its mean and its percentiles are of the same time: where all ops are
// timed, and where ops with readings and without alternate. Two passes, one after the other, are not.
func TestMeanAndPercentilesAreOfTheSameTime(t *testing.T) {
	if _, err := place.Cross.CPUs(); err != nil {
		t.Skip(err)
	}
	const length, most = 100 * time.Millisecond, 3.0 // percent
	for _, one := range []struct {
		name  string
		clock float64 // what a reading is said to cost, ns
	}{{"all timed", 40}, {"by turns", 5000}} {
		undisturbed(t, func() error {
			s := openDrift(t)
			defer s.ends.Kill()
			m, p, err := s.withReadings(Length{For: length}, one.clock)
			if err != nil {
				t.Fatal(err)
			}
			if got := apart(p.Mean, m.NsPerOp); got > most {
				return fmt.Errorf("%s: the mean is %.0f ns, that of the percentiles %.0f: %.1f %% apart", one.name,
					m.NsPerOp, p.Mean, got)
			}
			return nil
		})
	}
	s := openDrift(t)
	defer s.ends.Kill()
	m, err := s.runFor(0, worker.Lasting(length))
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.time(m.Ops, 0)
	if err != nil {
		t.Fatal(err)
	}
	if got := apart(p.Mean, m.NsPerOp); got < 2*most {
		t.Errorf("two passes are only %.1f %% apart, so this shows nothing", got)
	}
}

// openDrift opens a pair that becomes slower with every message.
func openDrift(t *testing.T) *Sample {
	c := cell(pattern.Latency, delayedNamed("drift"), mechanisms.Spin, place.Cross, 64)
	s, err := open(c, Options{Idle: 30 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	favour(s)
	theDelayLog.empty()
	return s
}
