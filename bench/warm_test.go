package bench

import (
	"testing"
	"time"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/memory"
)

// slowStart is shm-slot whose answers take startDelay each for startFor from the beginning of the warm-up.
type slowStart struct{}

const (
	startFor   = 50 * time.Millisecond
	startDelay = 200 * time.Microsecond
)

func (slowStart) Traits() mechanisms.Traits {
	t := memory.Slot{}.Traits()
	t.Name = "slow-start"
	return t
}

func (slowStart) Available() error                        { return nil }
func (slowStart) Prepare(p *mechanisms.Preparation) error { return memory.Slot{}.Prepare(p) }
func (slowStart) Open(e *mechanisms.End) (mechanisms.Link, error) {
	l, err := memory.Slot{}.Open(e)
	if err != nil || e.Side == mechanisms.A {
		return l, err
	}
	return &slowStartLink{Link: l}, nil
}

type slowStartLink struct {
	mechanisms.Link
	verified int
	began    time.Time
}

func (l *slowStartLink) Send(p []byte) error {
	if l.verified < verifyOps {
		l.verified++
		return l.Link.Send(p)
	}
	now := time.Now()
	if l.began.IsZero() {
		l.began = now
	}
	if now.Sub(l.began) < startFor {
		for time.Since(now) < startDelay {
		}
	}
	return l.Link.Send(p)
}

// None of a slow start reaches the result: the warm-up outlasts it.
func TestWarmUpOutlastsASlowStart(t *testing.T) {
	if _, err := Cross.CPUs(); err != nil {
		t.Skip(err)
	}
	began := time.Now()
	s, err := openSample(Cell{Latency, slowStart{}, mechanisms.Spin, Cross, 64}, 5*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer s.pair.Kill()
	if s.warmed <= 0 || s.warmed > time.Since(began) {
		t.Errorf("the warm-up is said to have taken %v of %v", s.warmed, time.Since(began))
	}
	if s.warmed < startFor {
		t.Errorf("the warm-up took %v, the slow start %v", s.warmed, startFor)
	}
	p, err := s.time(2000, 0)
	if err != nil {
		t.Fatal(err)
	}
	if p.P99 >= float64(startDelay) {
		t.Errorf("p99 of %.0f ns: the slow start of %v an op has reached the result", p.P99, startDelay)
	}
}

func TestSettled(t *testing.T) {
	for _, c := range []struct {
		batches []float64
		want    bool
	}{
		{nil, false}, {[]float64{1, 1}, false}, {[]float64{1, 1, 1}, true}, {[]float64{9, 1, 1.09, 1}, true}, {[]float64{1, 1, 1.2}, false},
	} {
		if got := settled(c.batches); got != c.want {
			t.Errorf("settled(%v) = %v, want %v", c.batches, got, c.want)
		}
	}
}
