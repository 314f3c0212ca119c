package knees

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"ipcbench/report/internal/results"
)

// A noise is by what factor a sample differs from the truth.
type noise func(r *rand.Rand) float64

var noises = map[string]noise{
	"normal, 3 %":  func(r *rand.Rand) float64 { return math.Exp(0.03 * r.NormFloat64()) },
	"normal, 20 %": func(r *rand.Rand) float64 { return math.Exp(0.2 * r.NormFloat64()) },
	"heavy tails": func(r *rand.Rand) float64 { // Student's t with 2 degrees of freedom
		return math.Exp(0.05 * r.NormFloat64() / math.Sqrt(r.ExpFloat64()))
	},
	"skewed": func(r *rand.Rand) float64 { return 1 + 0.2*r.ExpFloat64() },
	"two states": func(r *rand.Rand) float64 {
		return math.Exp(0.03*r.NormFloat64()) * (1 + 0.5*float64(r.IntN(2)))
	},
}

// simulated is a curve of samples of the truth, at every power of two from 8 B to 4 MiB.
func simulated(r *rand.Rand, truth func(size float64) float64, n noise, samples int) []Point {
	var sizes []float64
	var times []results.Estimate
	for size := 8.0; size <= 4<<20; size *= 2 {
		var all []float64
		for range samples {
			all = append(all, truth(size)*n(r))
		}
		sizes, times = append(sizes, size), append(times, estimated(all))
	}
	return pointsOf(sizes, times)
}

// estimated is the median of up to 8 samples and their range, as the report has them.
func estimated(values []float64) results.Estimate {
	slices.Sort(values)
	n := len(values)
	return results.Estimate{
		Center: (values[(n-1)/2] + values[n/2]) / 2, Lo: values[0], Hi: values[n-1], N: n, Interval: n >= 6,
	}
}

var laws = map[string]func(size float64) float64{
	"level":                func(float64) float64 { return 15e-6 },
	"fixed and bytes":      func(size float64) float64 { return 2e-6 + 0.5e-9*size },
	"mostly bytes":         func(size float64) float64 { return 50e-9 + 0.1e-9*size },
	"a large fixed amount": func(size float64) float64 { return 100e-6 + 0.5e-9*size },
}

// Of curves without a knee at most 1 in 100 gets one, by any kind of noise and any number of samples.
func TestNoiseMakesNoKnees(t *testing.T) {
	const runs = 100 // of each law; with 1000, at most 0.7 % of any kind were wrong
	for name, n := range noises {
		for samples := leastSamples; samples <= 8; samples++ {
			r := rand.New(rand.NewPCG(1, uint64(samples)))
			wrong := 0
			for _, law := range slices.Sorted(maps.Keys(laws)) {
				for range runs {
					if len(Find(simulated(r, laws[law], n, samples))) > 0 {
						wrong++
					}
				}
			}
			if wrong > runs*len(laws)/100 {
				t.Errorf("%s, %d samples: knees in %d of %d curves without one", name, samples, wrong, runs*len(laws))
			}
		}
	}
}

// A clear knee is found at its place, and no other: in 95 of 100 curves, of 3 samples or more.
func TestAClearKneeIsFound(t *testing.T) {
	const runs = 100
	for _, c := range []struct {
		name  string
		at    float64
		truth func(size float64) float64
	}{
		{"page", 4096, func(n float64) float64 { return 2e-6 + 0.4e-9*n + 1.7e-9*max(0, n-4096) }},
		{"cache", 1 << 19, func(n float64) float64 { return 1e-6 + 0.1e-9*n + 0.2e-9*max(0, n-1<<19) }},
		{"cheaper", 64 << 10, func(n float64) float64 { return 1e-6 + 1e-9*n - 0.8e-9*max(0, n-64<<10) }},
		{"between sizes", 208 << 10, func(n float64) float64 { return 5e-6 + 0.2e-9*n + 0.8e-9*max(0, n-208<<10) }},
	} {
		for _, samples := range []int{3, 6, 8} {
			r := rand.New(rand.NewPCG(2, uint64(samples)))
			right := 0
			found := map[string]int{}
			for range runs {
				all := Find(simulated(r, c.truth, noises["normal, 3 %"], samples))
				if len(all) == 1 && all[0].Size >= c.at/2 && all[0].Size <= c.at*2 {
					right++
				}
				text := ""
				for _, k := range all {
					text += fmt.Sprint(k.Size, " ")
				}
				found[text]++
			}
			if right < runs*95/100 {
				t.Errorf("%s, %d samples: found in %d of %d curves: %v", c.name, samples, right, runs, found)
			}
		}
	}
}

// What a byte costs before and after a knee is told.
func TestCostsAreThoseOfTheLaw(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	truth := func(n float64) float64 { return 1e-6 + 0.4e-9*n + 1.7e-9*max(0, n-4096) }
	all := Find(simulated(r, truth, func(r *rand.Rand) float64 { return math.Exp(0.005 * r.NormFloat64()) }, 8))
	if len(all) != 1 {
		t.Fatalf("%+v", all)
	}
	k := all[0]
	for _, c := range []struct {
		got  Cost
		want float64
	}{{k.Before, 0.4e-9}, {k.After, 2.1e-9}} {
		if math.Abs(c.got.PerByte-c.want) > 4*c.got.Error || c.got.Error > 0.2*c.want {
			t.Errorf("%v ± %v a byte, want %v", c.got.PerByte, c.got.Error, c.want)
		}
	}
	if math.Abs(k.Time/truth(4096)-1) > 0.02 || k.Bend < 1 || k.Bend > 3 {
		t.Errorf("%+v", k)
	}
}

// A single size that lies off the curve makes no knee, and neither do curves that are too short or unusable.
func TestWhatMakesNoKnee(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	curve := simulated(r, laws["fixed and bytes"], noises["normal, 3 %"], 6)
	curve[9].Time *= 1.5
	if all := Find(curve); len(all) > 0 {
		t.Errorf("one size off the curve: %+v", all)
	}
	knee := simulated(r, func(n float64) float64 { return 1e-6 + 2e-9*max(0, n-4096) }, noises["normal, 3 %"], 6)
	if all := Find(knee[:LeastSizes-1]); all != nil {
		t.Errorf("too few sizes: %+v", all)
	}
	for name, spoil := range map[string]func(p *Point){
		"no error": func(p *Point) { p.Error = 0 }, "no time": func(p *Point) { p.Time = 0 },
		"no number": func(p *Point) { p.Time = math.NaN() }, "no bounds": func(p *Point) { p.Error = math.Inf(1) },
		"no size": func(p *Point) { p.Size = 0 },
	} {
		bad := slices.Clone(knee)
		spoil(&bad[4])
		if all := Find(bad); all != nil {
			t.Errorf("%s: %+v", name, all)
		}
	}
}
