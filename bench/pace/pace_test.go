package pace

import (
	"math"
	"slices"
	"strings"
	"testing"

	"ipcbench/internal/sys"
)

// Random arrivals have the rate that was asked for, gaps that are exponentially distributed, and are the same for the
// same seed.
func TestRandomArrivals(t *testing.T) {
	const n, rate = 200_000, 50_000
	dues := Poisson.Dues(n, rate, 1)
	if got := float64(n) / float64(dues[n-1]) * 1e9; math.Abs(got/rate-1) > 0.01 {
		t.Errorf("%.0f a second, want %d", got, rate)
	}
	var squares, longer float64
	const gap = 1e9 / rate
	for i := 1; i < n; i++ {
		d := float64(dues[i] - dues[i-1])
		squares += d * d
		if d > gap {
			longer++
		}
	}
	// Of an exponential distribution the mean square is twice the squared mean, and 1/e are longer than the mean.
	if got := squares / (n - 1) / (gap * gap); math.Abs(got-2) > 0.05 {
		t.Errorf("mean square of the gaps %.3f squared gaps, want 2", got)
	}
	if got := longer / (n - 1); math.Abs(got-1/math.E) > 0.01 {
		t.Errorf("%.3f of the gaps are longer than their mean, want %.3f", got, 1/math.E)
	}
	if !slices.Equal(dues, Poisson.Dues(n, rate, 1)) || slices.Equal(dues, Poisson.Dues(n, rate, 2)) {
		t.Error("the seed does not decide the times")
	}
	if even := Even.Dues(3, 3, 0); !slices.Equal(even, []int64{333_333_333, 666_666_667, 1_000_000_000}) {
		t.Errorf("even: %v", even)
	}
}

// A queue of such arrivals waits as the formula of Pollaczek and Khinchine says: ρS/2(1−ρ), where each message takes S
// and the receiver is busy for ρ of the time.
func TestRandomArrivalsAreThoseOfMD1(t *testing.T) {
	const service, n, seeds = 20_000, 400_000, 5
	for _, busy := range []float64{0.5, 0.8, 0.9} {
		sum := 0.0
		for seed := range uint64(seeds) {
			var free, waited int64
			for _, due := range Poisson.Dues(n, busy*1e9/service, seed) {
				begins := max(due, free)
				waited += begins - due
				free = begins + service
			}
			sum += float64(waited) / n
		}
		want := busy * service / 2 / (1 - busy)
		if got := sum / seeds; math.Abs(got/want-1) > 0.03 {
			t.Errorf("busy %.0f %%: waited %.0f ns on average, want %.0f", 100*busy, got, want)
		}
	}
}

// A clockwork is never early, whoever else runs.
func TestNeverEarly(t *testing.T) {
	for _, c := range []Clockwork{{}, {Managed: true}, {Shares: true}, {Managed: true, Shares: true}} {
		c.Prepare()
		start := sys.Nanotime()
		for k := range int64(10) {
			due := start + k*k*20_000 // gaps shorter and longer than the time for which it spins
			now, err := c.Until(due)
			if err != nil || now < due || sys.Nanotime() < now {
				t.Fatalf("%+v: %d ns after it was due, %v", c, now-due, err)
			}
		}
	}
}

// What departures say: message 2 leaves when 3 and 4 are due too, and late by more than a gap.
func TestDepartures(t *testing.T) {
	dues := []int64{100, 200, 300, 400, 500}
	load := Departed(dues, []int64{1100, 1450, 1451, 1452, 1500}, 1000)
	if load.Late != 2.0/5 || load.Backlog != 2 { // 200 left at 450 (250 late), 300 at 451 (151 late)
		t.Errorf("%+v", load)
	}
	if all := Departed(dues, dues, 0); all.Late != 0 || all.Backlog != 0 {
		t.Errorf("in time: %+v", all)
	}
	if got := Latencies(dues, []int64{1150, 1210}, 1000); !slices.Equal(got, []int64{50, 10}) {
		t.Errorf("latencies %v", got)
	}
}

func TestUnheld(t *testing.T) {
	for _, c := range []struct {
		span, lag int64
		gaveUp    bool
		want      float64
	}{
		{100e6, 50e3, false, 0},
		{100e6, 1_900_000, false, 0},        // a stall at the end
		{100e6, 25e6, false, 0.2},           // 125 % of what is carried
		{1e9, 11_000_000, false, 0},         // 1 % and 1 ms
		{1e9, 1e9, false, 0.5},              // twice as many as are carried
		{100e6, 100e6, true, 0.5},           // given up
		{100e6, 1_000_000, true, 1.0 / 101}, // given up, and caught up then
	} {
		if got := Unheld(c.span, c.lag, c.gaveUp); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

func TestRates(t *testing.T) {
	for text, want := range map[string]string{
		"1": "1", "100": "100", "10k": "10000", "1M": "1000000", "80%": "80%", "120%": "120%", "1000M": "1000000000",
		"1000000000": "1000000000",
	} {
		r, err := ParseRate(text)
		if err != nil || r.String() != want {
			t.Errorf("%s: %v, %v", text, r, err)
		}
		if again, err := ParseRate(r.String()); again != r || err != nil {
			t.Errorf("%s: %v is not read back: %v, %v", text, r, again, err)
		}
	}
	for text, words := range map[string]string{
		"0": "not a rate", "-5": "not a rate", "fast": "not a rate", "": "not a rate", "k": "not a rate",
		"1.5": "not a rate", "0%": "not a rate", "-1%": "not a rate", "%": "not a rate", "0k": "not a rate",
		"2000%": "more than 1000 %", "1001M": "more than a clock", "99999999999999999999": "more than a clock",
		"1000000001": "more than a clock", "18446744073709551615k": "more than a clock",
	} {
		if r, err := ParseRate(text); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%q: %v, %v; want %q", text, r, err, words)
		}
	}
	if got := (Rate{Share: 0.5}).Of(3000); got != 1500 {
		t.Errorf("half of 3000 is %v", got)
	}
}
