package main

import (
	"math"
	"math/rand/v2"
	"testing"

	"ipcbench/internal/stat"
)

// times are the shapes of what a run of a program takes: multiples of a unit, whose median is 1.
var times = map[string]func(r *rand.Rand) float64{
	"normal":       func(r *rand.Rand) float64 { return 1 + 0.03*r.NormFloat64() },
	"heavy-tailed": func(r *rand.Rand) float64 { return math.Exp(0.01 * math.Tan(math.Pi*(r.Float64()-0.5))) },
	"bistable": func(r *rand.Rand) float64 { // half of the runs are half as slow again; their medians lie between
		t := 1 - 0.05*r.ExpFloat64()
		if r.IntN(2) == 0 {
			t = 1 + 0.5*r.Float64()
		}
		return t
	},
	"skewed": func(r *rand.Rand) float64 { return 1 + 0.05*(r.ExpFloat64()-math.Ln2) },
}

// Comparisons that go on until their interval is narrow enough, or the budget ends, are as honest as those that are
// looked at once: of two programs whose runs have the same noise, at least 94.5 % of the intervals contain the true
// ratio.
func TestComparisonsAreHonest(t *testing.T) {
	const comparisons, most, truth = 10_000, 40, 1.07
	for shape, time := range times {
		t.Run(shape, func(t *testing.T) {
			t.Parallel()
			for _, precision := range []float64{0.02, 0.05} {
				r := rand.New(rand.NewPCG(1, 2))
				covered := 0
				for range comparisons {
					one := newTrial(comparison{})
					for len(one.ratios) < most && !one.done {
						one.ratios = append(one.ratios, truth*time(r)/time(r))
						one.look(session{pairs: stat.FirstLook, precision: precision})
					}
					if e := one.ratio(); e.Lo <= truth && truth <= e.Hi {
						covered++
					}
				}
				if share := float64(covered) / comparisons; share < 0.945 {
					t.Errorf("within %v: %.2f %% of the intervals contain the truth", precision, 100*share)
				}
			}
		})
	}
}
