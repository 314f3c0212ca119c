package sample

import (
	"errors"
	"math"
	"testing"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/pipe"

	"pgregory.net/rapid"
)

const (
	startFor   = 50 * time.Millisecond
	startDelay = 200 * time.Microsecond
)

// slowSince is when the slow start of the worker began: with the first message after the verification.
var slowSince time.Time

// slowStart is the delay of a mechanism that is slow at first.
func slowStart(k, life int) time.Duration {
	if life == 0 && k < verifyOps {
		return 0
	}
	if slowSince.IsZero() {
		slowSince = time.Now()
	}
	return choice(time.Since(slowSince) < startFor, startDelay)
}

// Nothing of a slow start gets into the result, neither into the mean nor into the maximum: the warm-up lasts longer.
func TestWarmUpOutlastsASlowStart(t *testing.T) {
	if _, err := place.Cross.CPUs(); err != nil {
		t.Skip(err)
	}
	began := time.Now()
	c := cell(pattern.Latency, delayedNamed("slow-start"), mechanisms.Spin, place.Cross, 64)
	s, err := open(c, Options{Idle: 30 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer s.ends.Kill()
	if s.warmed < startFor || s.warmed > time.Since(began) {
		t.Errorf("the warm-up is said to have taken %v of %v, the slow start took %v",
			s.warmed, time.Since(began), startFor)
	}
	if asked := theDelayLog.longest(); asked != startDelay {
		t.Errorf("the longest delay of the warm-up was %v, so this shows nothing", asked)
	}
	theDelayLog.empty()
	if _, err := s.run(2000); err != nil {
		t.Fatal(err)
	}
	if _, err := s.time(2000, 0); err != nil {
		t.Fatal(err)
	}
	if asked := theDelayLog.longest(); asked != 0 {
		t.Errorf("delays of %v of the slow start have reached the result", asked)
	}
}

// A simulation is a pair whose ops take what a function of the time says, by a simulated clock.
type simulation struct {
	time time.Duration // since it began
	op   func(at time.Duration) time.Duration
}

func (s *simulation) now() time.Time { return time.Unix(0, int64(s.time)) }

// batch is a batch of the warm-up.
func (s *simulation) batch() (float64, error) {
	began, n := s.time, 0
	for ; s.time-began < warmBatch; n++ {
		s.time += s.op(s.time)
	}
	return float64(s.time-began) / float64(n), nil
}

// However long an op takes and however much slower it is at first, the warm-up ends after the slow start, and not
// long after it.
func TestWarmUpOutlastsAnySlowStart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		op := time.Duration(rapid.IntRange(500, 1_000_000).Draw(t, "op"))
		slow := time.Duration(rapid.Float64Range(1, 100).Draw(t, "factor") * float64(op))
		s := &simulation{op: func(at time.Duration) time.Duration {
			if at < startFor {
				return slow
			}
			return op
		}}
		took, err := warmUp(s.now, s.batch)
		if err != nil || took != s.time {
			t.Fatalf("%v said of %v; %v", took, s.time, err)
		}
		if took < startFor {
			t.Fatalf("the warm-up took %v, the slow start %v", took, startFor)
		}
		if most := max(warmMost, startFor+100*op) + 2*warmBatch; took > most {
			t.Fatalf("the warm-up took %v, over %v", took, most)
		}
	})
}

// The warm-up of a mechanism that becomes faster little by little lasts until it no longer does.
func TestWarmUpOutlastsADrift(t *testing.T) {
	const drift, op = 250 * time.Millisecond, 20 * time.Microsecond
	for _, slower := range []float64{1.1, 1.5, 2, 10} {
		s := &simulation{op: func(at time.Duration) time.Duration {
			left := max(1-float64(at)/float64(drift), 0)
			return time.Duration(float64(op) * (1 + (slower-1)*left))
		}}
		if took, _ := warmUp(s.now, s.batch); took < drift {
			t.Errorf("the warm-up of a mechanism %v times slower at first took %v, the drift %v", slower, took, drift)
		}
	}
}

// A pair that varies without becoming faster is not warmed up for long, and one that never stops becoming faster is
// measured all the same. An error ends the warm-up.
func TestWarmUpIsBounded(t *testing.T) {
	varying := &simulation{op: func(at time.Duration) time.Duration {
		if at/(30*time.Millisecond)%2 == 0 {
			return 10 * time.Microsecond
		}
		return 30 * time.Microsecond
	}}
	if took, err := warmUp(varying.now, varying.batch); err != nil || took > 8*warmBatch {
		t.Errorf("a pair that only varies was warmed up for %v (%v)", took, err)
	}
	s := &simulation{op: func(at time.Duration) time.Duration {
		return time.Duration(float64(time.Millisecond) * math.Exp(-at.Seconds()/0.1))
	}}
	if took, err := warmUp(s.now, s.batch); err != nil || took < warmMost || took > warmMost+3*warmBatch {
		t.Errorf("a pair that never settles was warmed up for %v (%v), want about %v", took, err, warmMost)
	}
	broken := errors.New("broken")
	if _, err := warmUp(s.now, func() (float64, error) { return 0, broken }); !errors.Is(err, broken) {
		t.Errorf("%v, want %v", err, broken)
	}
}

func TestSettled(t *testing.T) {
	for _, c := range []struct {
		batches []float64
		want    bool
	}{
		{nil, false}, {[]float64{1, 1}, false}, {[]float64{1, 1, 1}, true}, {[]float64{9, 1, 1.09, 1}, true},
		{[]float64{1, 1, 1.2}, false}, {[]float64{1, 1.2, 1, 1.2}, true}, {[]float64{2, 1.2, 1, 1.2}, false},
		{[]float64{1.5, 1.2, 1, 1.2, 1.1}, false}, {[]float64{1, 1.2, 1.3, 1.1, 0.9}, false},
		{[]float64{1.02, 1.01, 1}, false},
		{[]float64{1.03, 1.02, 1.01, 1.01}, true}, {[]float64{1, 1.02, 1.04}, true},
	} {
		if got := settled(c.batches); got != c.want {
			t.Errorf("settled(%v) = %v, want %v", c.batches, got, c.want)
		}
	}
}

// Ops that are not measured precede a pass, and they are not counted.
func TestAPassHasALeadIn(t *testing.T) {
	c := cell(pattern.Latency, pipe.Pipe{}, mechanisms.Block, place.Same, 64)
	s, err := open(c, Options{Idle: 30 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer s.ends.Kill()
	if lead := s.lead(); lead != leadIn {
		t.Fatalf("a lead-in of %v, want %v", lead, leadIn)
	}
	before := s.ends.Progress(mechanisms.A).Sent
	const n, around = 100, 2 // a round trip before the lead-in and one before the pass
	m, err := s.run(n)
	if err != nil {
		t.Fatal(err)
	}
	if lead := int(s.ends.Progress(mechanisms.A).Sent-before) - around - n; lead < 2 {
		t.Errorf("%d ops precede a pass, want %v of them", lead, leadIn)
	}
	if m.Ops != n {
		t.Errorf("%d ops, want %d", m.Ops, n)
	}
	if m.SwitchesPerOp > 4 {
		t.Errorf("%v context switches an op: those of the lead-in are counted", m.SwitchesPerOp)
	}
}
