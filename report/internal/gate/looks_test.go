package gate

import (
	"math"
	"math/rand/v2"
	"testing"

	"ipcbench/internal/meter"
)

// play gives cells of true ratios their pairs, as many as a session would, and decides.
func play(r *rand.Rand, truth []float64, noise func(*rand.Rand) float64, most int) []*trial {
	trials := make([]*trial, len(truth))
	for i := range trials {
		trials[i] = newTrial("cell", 0.03, true)
	}
	for range most {
		for i, t := range trials {
			if t.open() {
				t.add(truth[i]*math.Exp(noise(r)), 1, 1)
			}
		}
		decide(trials)
	}
	return trials
}

// noises are symmetric about 0: the lot makes them so.
var noises = map[string]func(*rand.Rand) float64{
	"normal 2 %":  func(r *rand.Rand) float64 { return 0.02 * r.NormFloat64() },
	"normal 10 %": func(r *rand.Rand) float64 { return 0.1 * r.NormFloat64() },
	"Cauchy":      func(r *rand.Rand) float64 { return 0.01 * math.Tan(math.Pi*(r.Float64()-0.5)) },
	"bistable": func(r *rand.Rand) float64 {
		d := 0.01 * r.NormFloat64()
		if r.Float64() < 0.3 {
			d += 0.4 * float64(1-2*r.IntN(2))
		}
		return d
	},
}

// Of gates of 20 cells that are all the same, at most 1 % call one regressed, whatever the noise.
func TestGatesDoNotCryWolf(t *testing.T) {
	for name, noise := range noises {
		r := rand.New(rand.NewPCG(1, 1))
		const gates = 300
		alarms := 0
		truth := make([]float64, 20)
		for i := range truth {
			truth[i] = 1
		}
		for range gates {
			for _, c := range play(r, truth, noise, 48) {
				if c.outcome == Regressed {
					alarms++
					break
				}
			}
		}
		if alarms > gates/100+2 {
			t.Errorf("%s: %d of %d gates cry wolf", name, alarms, gates)
		}
	}
}

// A cell that is 5 % slower in noise of 2 % is found, and one that is slower by the smallest difference is called not
// worse in at most 5 %.
func TestGatesFindAndDoNotMiss(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	const gates = 300
	found, fine := 0, 0
	for range gates {
		trials := play(r, []float64{1.05, 1.03, 1, 1, 1, 1, 1, 1, 1, 1}, noises["normal 2 %"], 48)
		if trials[0].outcome == Regressed {
			found++
		}
		if trials[1].outcome == NotWorse {
			fine++
		}
	}
	if found < gates*97/100 {
		t.Errorf("%d of %d slower cells are found", found, gates)
	}
	if fine > gates*7/100 {
		t.Errorf("%d of %d cells on the border are called not worse", fine, gates)
	}
}

func TestCountsMustBeApart(t *testing.T) {
	series := func(values ...float64) (s countSeries) {
		for _, v := range values {
			s = append(s, meter.Counts{"syscalls/op": v, "B/op": 100 * v})
		}
		return s
	}
	for name, c := range map[string]struct {
		old, new    countSeries
		more, fewer int
	}{
		"same":               {series(4, 4.003), series(4.003, 4), 0, 0},
		"one more":           {series(4, 4.003), series(5, 5.003), 2, 0},
		"one fewer":          {series(5, 5), series(4, 4), 0, 2},
		"varies":             {series(4, 4.6), series(5, 5.1), 0, 0},
		"overlaps":           {series(4, 5), series(5, 5), 0, 0},
		"one in a hundred":   {series(4, 4), series(4.01, 4.01), 0, 0},
		"one in five":        {series(4, 4), series(4.2, 4.2), 2, 0},
		"not counted in new": {series(4, 4), countSeries{{}, {}}, 0, 0},
	} {
		more, fewer := compareCounts(c.old, c.new)
		if len(more) != c.more || len(fewer) != c.fewer {
			t.Errorf("%s: %v more, %v fewer", name, more, fewer)
		}
	}
}

// The interval that is shown of a cell contains the true ratio in at least 94.5 % of gates, whenever the looks let it
// end.
func TestShownIntervalsAreHonest(t *testing.T) {
	const gates = 10_000
	for name, noise := range noises {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const truth = 1.02
			r := rand.New(rand.NewPCG(3, 3))
			covered := 0
			for range gates {
				c := play(r, []float64{truth}, noise, 30)[0]
				if i := c.interval(c.ratios); i.Lo <= truth && truth <= i.Hi {
					covered++
				}
			}
			if covered < gates*945/1000 {
				t.Errorf("%d of %d intervals contain the truth", covered, gates)
			}
		})
	}
}
