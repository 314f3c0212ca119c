package stat

import (
	"math"
	"math/rand/v2"
	"testing"
)

// What the looks of the sitting may miss, by hand from the binomial distribution.
func TestScheduleOfASitting(t *testing.T) {
	for _, c := range []struct {
		n, k   int // values, rank of the lower end from 1
		missed float64
	}{
		{6, 1, 0.0312}, {8, 1, 0.0078}, {10, 2, 0.0215}, {12, 3, 0.0386}, {16, 3, 0.0042}, {20, 4, 0.0026},
		{24, 6, 0.0066}, {32, 8, 0.0021}, {48, 14, 0.0021}, {60, 19, 0.0027},
	} {
		k, missed := order(c.n, Sitting.Allowed(c.n, 0.05))
		if k+1 != c.k || math.Abs(missed-c.missed) > 1e-4 {
			t.Errorf("%d values: from number %d on, missing %.4f; want %d, %.4f", c.n, k+1, missed, c.k, c.missed)
		}
	}
	for n, want := range map[int]int{0: 12, 11: 12, 12: 24, 23: 24, 24: 48, 47: 48} {
		if at, ok := Sitting.Next(n); !ok || at != want {
			t.Errorf("after %d values the next look is at %d, want %d", n, at, want)
		}
	}
	if at, ok := Sitting.Next(48); ok {
		t.Errorf("a look at %d", at)
	}
}

// Whoever goes on while an interval is wide, and stops at the first narrow one, misses the median no more often than
// said: whatever the noise is, wherever the limit lies, and if time ends the series anywhere.
func TestIntervalsOfASittingCover(t *testing.T) {
	shapes := map[string]func(r *rand.Rand) float64{
		"normal":    func(r *rand.Rand) float64 { return 1 + 0.1*r.NormFloat64() },
		"lognormal": func(r *rand.Rand) float64 { return math.Exp(0.3 * r.NormFloat64()) },
		"bistable": func(r *rand.Rand) float64 {
			return 1 + 0.02*r.NormFloat64() + float64(r.IntN(3)/2)*3
		},
		"tail": func(r *rand.Rand) float64 { return 1 + 0.05*r.ExpFloat64()*r.ExpFloat64() },
	}
	const series = 4000
	for name, draw := range shapes {
		r := rand.New(rand.NewPCG(17, 1))
		many := make([]float64, 200_001)
		for i := range many {
			many[i] = draw(r)
		}
		truth := Median(many)
		for _, within := range []float64{0.02, 0.05, 0.1, 0.3} {
			covered := 0
			for range series {
				if ends, i := r.IntN(60), sit(r, draw, within); covers(i(ends), truth) {
					covered++
				}
			}
			if share := float64(covered) / series; share < 0.945 {
				t.Errorf("%s, within %v: %.4f of the intervals cover the median", name, within, share)
			}
		}
	}
}

func covers(i Interval, truth float64) bool { return i.Lo <= truth && truth <= i.Hi }

// sit takes values as a sitting does, until the interval is narrow at a look or ends values have been taken.
func sit(r *rand.Rand, draw func(*rand.Rand) float64, within float64) func(ends int) Interval {
	return func(ends int) Interval {
		var values []float64
		for {
			values = append(values, draw(r))
			n := len(values)
			i := MedianInterval(values, Sitting.Allowed(n, 0.05))
			at, more := Sitting.Next(n - 1)
			if look := more && at == n; n >= 6 && (n > ends || !more || look && i.Within() <= within) || n == 48 {
				return i
			}
		}
	}
}
