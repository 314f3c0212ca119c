package stat

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// However many looks there are and wherever a series ends, all its intervals together miss no more often than the
// error rate.
func TestLooksKeepToTheErrorRate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := Looks{Error: 0.05}
		most := rapid.IntRange(1, 2000).Draw(t, "values")
		share := rapid.Float64Range(0, 1).Draw(t, "share")
		spent := 0.0
		for n := 1; n <= most; n++ {
			if a := l.Allowed(n); a > 0 {
				l.Spend(a * share)
				spent += a * share
			}
		}
		if spent > l.Error || math.Abs(l.Rest()-(l.Error-spent)) > 1e-12 {
			t.Fatalf("%v spent, %v left of %v", spent, l.Rest(), l.Error)
		}
	})
	l := Looks{Error: 0.05}
	if one := l.Allowed(FirstLook); !(one >= 2*math.Pow(0.5, FirstLook)) {
		t.Errorf("the first look may miss in %v, too little for an interval of %d values", one, FirstLook)
	}
}

// The interval of the median agrees with tables, and is found wherever it exists.
func TestMedianInterval(t *testing.T) {
	values := func(n int) (v []float64) {
		for i := range n {
			v = append(v, float64(n-i))
		}
		return v
	}
	// The ranks of the order statistics for 0.05 and n = 10, 20, 50: D. B. Owen, Handbook of Statistical Tables (1962),
	// 12.3.
	for _, c := range []struct {
		n      int
		lo, hi float64
	}{{6, 1, 6}, {10, 2, 9}, {20, 6, 15}, {50, 18, 33}} {
		_, missing := order(c.n, 0.05)
		i := MedianInterval(values(c.n), missing)
		if i.Lo != c.lo || i.Hi != c.hi || i.Miss > 0.05 || i.Center != float64(c.n+1)/2 {
			t.Errorf("of 1 to %d: %+v, tabulated %v to %v", c.n, i, c.lo, c.hi)
		}
		i = MedianInterval(values(c.n), 0.05)
		if i.Lo <= c.lo || i.Lo >= c.lo+1 || i.Hi >= c.hi || i.Hi <= c.hi-1 || i.Miss != 0.05 {
			t.Errorf("of 1 to %d: %+v does not lie between %v to %v and the next", c.n, i, c.lo, c.hi)
		}
	}
	i := MedianInterval(values(5), 0.05)
	if !math.IsInf(i.Lo, -1) || !math.IsInf(i.Hi, 1) || i.Miss != 0 || i.Center != 3 {
		t.Errorf("five values: %+v", i)
	}
	if i := MedianInterval(nil, 0.05); !math.IsNaN(i.Center) || !math.IsInf(i.Hi, 1) {
		t.Errorf("no values: %+v", i)
	}
}

// An interval whose ends lie between two order statistics misses as often as it says, within a few tenths of a percent:
// of a double exponential distribution, for which its weights are made, and of others.
func TestIntervalsBetweenOrderStatistics(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 5))
	shapes := map[string]struct {
		median, tolerance float64
		draw              func() float64
	}{
		"double exponential": {0, 0.004, func() float64 { return r.ExpFloat64() * float64(2*r.IntN(2)-1) }},
		"normal":             {0, 0.006, r.NormFloat64},
		"uniform":            {0.5, 0.008, r.Float64},
		"exponential":        {math.Ln2, 0.006, r.ExpFloat64},
	}
	const series = 40_000 // one standard deviation of the share is 0.0011
	for name, shape := range shapes {
		for _, n := range []int{6, 9, 12, 24, 35} {
			missed := 0
			values := make([]float64, n)
			for range series {
				for i := range values {
					values[i] = shape.draw()
				}
				if !covers(MedianInterval(values, 0.05), shape.median) {
					missed++
				}
			}
			if share := float64(missed) / series; math.Abs(share-0.05) > shape.tolerance {
				t.Errorf("%s, %d values: %.4f of the intervals miss", name, n, share)
			}
		}
	}
}
