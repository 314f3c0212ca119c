package stat

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The interval of a ratio of medians covers the true ratio at least as often as those of its parts cover theirs: for
// noise that is normal, skewed, heavy in its tails or of two states, and for as many samples on one side as on the
// other or not.
func TestQuotientCovers(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	noises := map[string]func() float64{ // each with the median 1
		"normal":     func() float64 { return math.Max(0.01, 1+0.1*r.NormFloat64()) },
		"skewed":     func() float64 { return math.Exp(0.5 * r.NormFloat64()) },
		"heavy":      func() float64 { return math.Exp(0.05 * math.Tan(math.Pi*(r.Float64()-0.5))) },
		"two states": func() float64 { return math.Exp([]float64{-1, 1}[r.IntN(2)] + 0.01*r.NormFloat64()) },
	}
	interval := func(noise func() float64, n int, scale float64) Interval {
		values := make([]float64, n)
		for i := range values {
			values[i] = scale * noise()
		}
		return MedianInterval(values, 0.05)
	}
	const runs = 4000
	for name, noise := range noises {
		for _, n := range [][2]int{{6, 6}, {6, 12}, {12, 12}, {24, 8}} {
			missed := 0
			for range runs {
				q := Quotient(interval(noise, n[0], 3), interval(noise, n[1], 2))
				if q.Lo > 1.5 || q.Hi < 1.5 {
					missed++
				}
			}
			if share := float64(missed) / runs; share > 0.05 {
				t.Errorf("%s, %d and %d samples: %.1f %% miss", name, n[0], n[1], 100*share)
			}
		}
	}
}

// Where the lower side reaches 0 the ratio has no upper end, and none is not a number.
func TestQuotientOfNearlyNothing(t *testing.T) {
	q := Quotient(Interval{Center: 4, Lo: 3, Hi: 5}, Interval{Center: 1, Lo: 0, Hi: 2})
	if q.Center != 4 || q.Lo != 1.5 || !math.IsInf(q.Hi, 1) {
		t.Errorf("%+v", q)
	}
}
