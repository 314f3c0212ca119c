package floor

import (
	"math"
	"testing"
	"time"
)

// A simulated clock takes 25 ns for a reading, and at some readings more.
type simulated struct {
	at, each int64
	read     int
	late     map[int]int64 // by the number of the reading, counted from 0
}

func (c *simulated) now() int64 {
	c.at += c.each + c.late[c.read]
	c.read++
	return c.at
}

func TestInterruptionsAreTheLongGaps(t *testing.T) {
	clock := &simulated{at: 1e12, each: 25, late: map[int]int64{
		0:   7_000_000, // before the first reading: no gap
		10:  975,       // 1,000 ns, which is not more than a microsecond
		20:  976,
		500: 4_975,
		900: 2_999_975,
	}}
	g := NewGaps()
	g.Watch(clock.now, 1000)
	n, limit := g.Interruptions()
	if n != 3 || limit != 1000 {
		t.Errorf("%d interruptions of more than %v ns, want 3 of more than 1000", n, limit)
	}
	total := time.Duration(1000*25 + 975 + 976 + 4_975 + 2_999_975)
	if g.N() != 1000 || g.Longest() != 3*time.Millisecond || g.Watched() != total {
		t.Errorf("%d gaps, the longest %v, of %v", g.N(), g.Longest(), g.Watched())
	}
	for share, want := range map[int]float64{5000: 25, 9960: 25, 9961: 1000, 9970: 1000, 9980: 1001, 10_000: 3e6} {
		if got := g.Quantile(share); got != want {
			t.Errorf("%d of 10,000 gaps do not exceed %v ns, want %v", share, got, want)
		}
	}
	// A histogram with three digits: within 0.1 %.
	if got := g.Quantile(9990); math.Abs(got-5000) > 5 {
		t.Errorf("the second longest gap is %v ns, want 5000", got)
	}
}

func TestGapsThatCameSoOften(t *testing.T) {
	clock := &simulated{each: 50_000, late: map[int]int64{}}
	for i := 1; i <= 100; i++ {
		clock.late[100*i] = 50_000 // a hundred gaps of 100 µs
	}
	for i := 1; i <= 12; i++ {
		clock.late[50+100*i] = 950_000 // a dozen of 1 ms
	}
	g := NewGaps()
	g.Watch(clock.now, 20_000) // a second and 16 ms
	near := func(got, want float64) bool { return math.Abs(got/want-1) < 0.002 }
	for _, c := range []struct {
		rate, want float64
		ok         bool
	}{{1000, 50_000, true}, {100, 100_000, true}, {11, 1e6, true}, {5, 0, false}, {1e6, 0, false}} {
		got, ok := g.Often(c.rate, 10)
		if ok != c.ok || ok && !near(got, c.want) {
			t.Errorf("%v times a second: %v ns, %v; want %v, %v", c.rate, got, ok, c.want, c.ok)
		}
	}
}

func TestInterruptionsOfASlowClockAreLongerThanItsReadings(t *testing.T) {
	clock := &simulated{each: 900, late: map[int]int64{3: 200, 7: 3_700, 8: 10_000}}
	g := NewGaps()
	g.Watch(clock.now, 50)
	if n, limit := g.Interruptions(); n != 2 || limit != 4500 {
		t.Errorf("%d interruptions of more than %v ns, want 2 of more than 4500", n, limit)
	}
}

// A clock that goes back, and a stall longer than the histogram holds, are counted all the same.
func TestOddGapsAreCounted(t *testing.T) {
	clock := &simulated{each: 25, late: map[int]int64{2: -1000, 4: int64(3 * time.Hour)}}
	g := NewGaps()
	g.Watch(clock.now, 10)
	if g.N() != 10 || g.Longest() <= 3*time.Hour {
		t.Errorf("%d gaps, the longest %v", g.N(), g.Longest())
	}
	if n, _ := g.Interruptions(); n != 1 {
		t.Errorf("%d interruptions, want 1", n)
	}
	g.Reset()
	if n, _ := g.Interruptions(); n != 0 || g.N() != 0 || g.Longest() != 0 {
		t.Error("something is left after a reset")
	}
}

func TestWatchingAllocatesNothing(t *testing.T) {
	clock := &simulated{each: 25, late: map[int]int64{5: 1 << 20}}
	g := NewGaps()
	if n := testing.AllocsPerRun(10, func() { g.Watch(clock.now, 100) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
