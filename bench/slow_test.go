package bench

import (
	"math"
	"testing"
	"time"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/memory"
)

// slow is shm-slot with a known delay before each answer: delay, and for every hundredth answer a hundred times that.
type slow struct{}

const (
	delay      = 50 * time.Microsecond
	slowEvery  = 100
	slowFactor = 100
)

func (slow) Traits() mechanisms.Traits {
	t := memory.Slot{}.Traits()
	t.Name = "slow"
	return t
}

func (slow) Available() error                        { return nil }
func (slow) Prepare(p *mechanisms.Preparation) error { return memory.Slot{}.Prepare(p) }
func (slow) Open(e *mechanisms.End) (mechanisms.Link, error) {
	l, err := memory.Slot{}.Open(e)
	if err != nil || e.Side == mechanisms.A {
		return l, err
	}
	return &slowLink{Link: l}, nil
}

type slowLink struct {
	mechanisms.Link
	n int
}

func (l *slowLink) Send(p []byte) error {
	l.n++
	wait := delay
	if l.n%slowEvery == 0 {
		wait *= slowFactor
	}
	for began := time.Now(); time.Since(began) < wait; {
	}
	return l.Link.Send(p)
}

// What is known of a mechanism is what the engine measures: the mean, the percentiles, and that both sides spin. Only
// lower bounds are asserted, as on a shared machine everything may take longer.
func TestKnownDelaysAreMeasured(t *testing.T) {
	place := Cross
	if _, err := place.CPUs(); err != nil {
		t.Skip(err)
	}
	s, err := openSample(Cell{Latency, slow{}, mechanisms.Spin, place, 64}, 5*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer s.pair.Kill()
	const n = 1000
	m, err := s.run(n)
	if err != nil {
		t.Fatal(err)
	}
	mean := float64(delay) * (slowEvery - 1 + slowFactor) / slowEvery
	if m.nsPerOp < mean || m.nsPerOp > 10*mean {
		t.Errorf("mean %.0f ns/op, the mechanism takes at least %.0f", m.nsPerOp, mean)
	}
	if m.cores < 0.2 || m.cores > 2.01 {
		t.Errorf("%.2f cores of two spinning sides", m.cores)
	}
	if m.mallocs != 0 {
		t.Errorf("%v allocations/op in a loop that makes none", m.mallocs)
	}
	p, err := s.time(n, 0)
	if err != nil {
		t.Fatal(err)
	}
	low, high := float64(delay)*0.999, float64(delay*slowFactor)*0.999
	if p.P50 < low || p.P50 > high || p.P90 < low || p.P999 < high || p.Max < p.P999*0.999 {
		t.Errorf("percentiles %+v of a delay of %v with one in %d of %v", *p, delay, slowEvery, slowFactor*delay)
	}
	if p.Batch != 1 {
		t.Errorf("%d ops a clock reading where one takes %v", p.Batch, delay)
	}
}

func TestSummariseKeepsWhatIsBeyondTheRange(t *testing.T) {
	stall := 2 * histogramMax
	p := summarise([]int64{100, 100, 100, stall}, 1, 20)
	if p.Max != float64(stall-20) {
		t.Errorf("max %v, want %v", p.Max, stall-20)
	}
	if math.Abs(p.P50-80) > 1 {
		t.Errorf("p50 %v, want 80: the clock's cost is to be taken off", p.P50)
	}
	if p := summarise([]int64{320, 320}, 4, 20); math.Abs(p.P50-75) > 1 {
		t.Errorf("p50 %v of 320 ns for 4 ops and a clock reading of 20, want 75", p.P50)
	}
	if summarise(nil, 1, 0) != nil {
		t.Error("percentiles of nothing")
	}
}

func TestBatchKeepsTheClockSmall(t *testing.T) {
	for _, c := range []struct {
		op, clock float64
		want      int
	}{{50_000, 25, 1}, {500, 25, 1}, {499, 25, 2}, {100, 25, 5}, {3, 30, 200}, {0, 25, 1}} {
		if got := batchFor(c.op, c.clock); got != c.want {
			t.Errorf("batchFor(%v, %v) = %d, want %d", c.op, c.clock, got, c.want)
		}
	}
}
