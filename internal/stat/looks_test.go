package stat

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// However many looks there are, and wherever a series ends, its intervals miss no more often together than the rate
// says.
func TestLooksSpendNoMoreThanThereIs(t *testing.T) {
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

// The interval of the median agrees with tables, and is found wherever there is one.
func TestMedianInterval(t *testing.T) {
	values := func(n int) (v []float64) {
		for i := range n {
			v = append(v, float64(n-i))
		}
		return v
	}
	// Which order statistics: D. B. Owen, Handbook of Statistical Tables (1962), 12.3: for 0.05 and n = 10, 20, 50.
	for _, c := range []struct {
		n      int
		lo, hi float64
	}{{6, 1, 6}, {10, 2, 9}, {20, 6, 15}, {50, 18, 33}} {
		if i := MedianInterval(values(c.n), 0.05); i.Lo != c.lo || i.Hi != c.hi || i.Miss > 0.05 ||
			i.Center != float64(c.n+1)/2 {
			t.Errorf("of 1 to %d: %+v, tabulated %v to %v", c.n, i, c.lo, c.hi)
		}
	}
	if i := MedianInterval(values(5), 0.05); !math.IsInf(i.Lo, -1) || !math.IsInf(i.Hi, 1) || i.Miss != 0 ||
		i.Center != 3 {
		t.Errorf("five values: %+v", i)
	}
	if i := MedianInterval(nil, 0.05); !math.IsNaN(i.Center) || !math.IsInf(i.Hi, 1) {
		t.Errorf("no values: %+v", i)
	}
}
