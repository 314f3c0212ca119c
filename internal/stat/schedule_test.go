package stat

import (
	"math"
	"math/rand/v2"
	"testing"
)

// What an interval may miss, by how many values it has.
func TestScheduleOfASitting(t *testing.T) {
	for _, c := range []struct {
		s    Schedule
		n    int
		want float64
	}{
		{Sitting, 6, 0.05}, {Sitting, 11, 0.05}, {Sitting, 12, 0.04}, {Sitting, 13, 0.01}, {Sitting, 60, 0.01},
		{ThreeLooks, 11, 0.05}, {ThreeLooks, 12, 0.039}, {ThreeLooks, 13, 0.011}, {ThreeLooks, 24, 0.0075},
		{ThreeLooks, 25, 0.0035}, {ThreeLooks, 48, 0.0035},
	} {
		if got := c.s.Allowed(c.n, 0.05); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%v: %d values may miss %v, want %v", c.s, c.n, got, c.want)
		}
	}
}

func TestNeeded(t *testing.T) {
	for _, c := range []struct {
		n            int
		within, goal float64
		want         int
	}{{12, 0.04, 0.04, 12}, {12, 0.01, 0.04, 12}, {12, 0.08, 0.04, 76}, {12, 0.05, 0.04, 30}, {12, 1, 0.1, 1888}} {
		// 0.04 are 2.054 standard deviations of a normal distribution, 0.01 are 2.576: the square of the ratio is 1.57.
		if got := Sitting.Needed(c.n, c.within, c.goal, 0.05); got != c.want {
			t.Errorf("%d values known within %v need to be %d for %v, want %d", c.n, c.within, got, c.goal, c.want)
		}
	}
}

// Whoever decides by an interval how many values to take, and by nothing later, misses the median no more often than
// said: whatever the noise is, however well the median is to be known, and if time ends the series anywhere.
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

// sit takes values as a sitting does: as many as it decides after 12, until ends values have been taken.
func sit(r *rand.Rand, draw func(*rand.Rand) float64, within float64) func(ends int) Interval {
	return func(ends int) Interval {
		var values []float64
		interval := func() Interval { return MedianInterval(values, Sitting.Allowed(len(values), 0.05)) }
		goal := max(ends, 6)
		for len(values) < goal {
			values = append(values, draw(r))
			if len(values) == Sitting.At[0] {
				goal = min(goal, Sitting.Needed(len(values), interval().Within(), within, 0.05))
			}
		}
		return interval()
	}
}
