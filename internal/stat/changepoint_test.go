package stat

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The trees and the windows say the same as adding up all pairs.
func TestSplitIsThatOfTheDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Float64Range(0, 10), 2*leastSegment, 80).Draw(t, "values")
		e := newEnergy(values)
		at, got := e.split(e.ranks)
		want, wantAt := -1.0, 0
		consider := func(m, from, to int) {
			if q := distanceBetween(values[from:m], values[m:to]); q > want {
				want, wantAt = q, m
			}
		}
		n := len(values)
		for m := leastSegment; m <= n-leastSegment; m++ {
			consider(m, 0, n)
		}
		for _, w := range windows {
			for m := w; n >= 3*w && m+w <= n; m++ {
				consider(m, m-w, m+w)
			}
		}
		if math.Abs(got-want) > 1e-9*(1+math.Abs(want)) {
			t.Fatalf("%v: split at %d with %v, by the definition at %d with %v", values, at, got, wantAt, want)
		}
	})
}

func distanceBetween(x, y []float64) float64 {
	m, n := float64(len(x)), float64(len(y))
	var between, inX, inY float64
	for i, a := range x {
		for _, b := range y {
			between += math.Abs(a - b)
		}
		for _, b := range x[:i] {
			inX += math.Abs(a - b)
		}
	}
	for i, a := range y {
		for _, b := range y[:i] {
			inY += math.Abs(a - b)
		}
	}
	return m * n / (m + n) * (2*between/(m*n) - inX/(m*(m-1)/2) - inY/(n*(n-1)/2))
}

const level = 0.002

// noisy is a series of medians of so many samples each, of logarithms with noise of 3 %, that rises by 5 % at each
// step.
func noisy(r *rand.Rand, length, samples int, steps ...int) []float64 {
	series := make([]float64, length)
	for i := range series {
		run := make([]float64, samples)
		for k := range run {
			run[k] = 0.03 * r.NormFloat64()
		}
		slices.Sort(run)
		series[i] = middle(run)
		for _, s := range steps {
			if i >= s {
				series[i] += math.Log(1.05)
			}
		}
	}
	return series
}

// A step of 5 % in runs of six rounds with 3 % of noise each is found within two runs of where it is, in at least 95
// % of series.
func TestStepsAreFound(t *testing.T) {
	const series = 300
	found := 0
	for i := range series {
		r := rand.New(rand.NewPCG(uint64(i), 5))
		at := 20 + r.IntN(60)
		points := ChangePoints(noisy(r, 100, 6, at), level, 1)
		if slices.ContainsFunc(points, func(p ChangePoint) bool { return p.At >= at-2 && p.At <= at+2 }) {
			found++
		}
	}
	t.Logf("%d of %d", found, series)
	if found < series*95/100 {
		t.Errorf("%d of %d steps were found", found, series)
	}
}

// Where a run is a single sample, a step of 5 % in noise of 3 % cannot be placed within two runs in 95 % of series:
// not even by who knows that there is one step, that the noise is normal, and takes the best place for it by least
// squares. docs/gate.md says so.
func TestSingleSamplesPlaceNoSteps(t *testing.T) {
	const series, length, at = 2000, 100, 50
	found := 0
	for i := range series {
		values := noisy(rand.New(rand.NewPCG(uint64(i), 9)), length, 1, at)
		best, place, left, all := -1.0, 0, 0.0, 0.0
		for _, v := range values {
			all += v
		}
		for m := 1; m < length; m++ {
			left += values[m-1]
			a, b := float64(m), float64(length-m)
			if d := left/a - (all-left)/b; d*d*a*b > best {
				best, place = d*d*a*b, m
			}
		}
		if place >= at-2 && place <= at+2 {
			found++
		}
	}
	t.Logf("%d of %d", found, series)
	if found > series*95/100 {
		t.Errorf("%d of %d steps are placed", found, series)
	}
}

// Noise around a constant has at most one change in 1,000 values, whatever the length of the series.
func TestConstantsDoNotChange(t *testing.T) {
	for _, length := range []int{20, 100, 1000} {
		const values = 20_000
		changes := 0
		for i := range values / length {
			changes += len(ChangePoints(noisy(rand.New(rand.NewPCG(uint64(i), 6)), length, 1), level, 1))
		}
		t.Logf("series of %d: %d changes in %d values", length, changes, values)
		if changes > values/1000 {
			t.Errorf("series of %d: %d changes in %d values", length, changes, values)
		}
	}
}

func TestSeveralStepsAreFound(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	steps := []int{30, 80, 85, 150}
	points := ChangePoints(noisy(r, 200, 24, steps...), level, 1)
	if len(points) != len(steps) {
		t.Fatalf("%v, where %v were due", points, steps)
	}
	for i, p := range points {
		if p.At < steps[i]-1 || p.At > steps[i]+1 {
			t.Errorf("a change at %d, where one at %d was due", p.At, steps[i])
		}
	}
	again := ChangePoints(noisy(rand.New(rand.NewPCG(3, 4)), 200, 24, steps...), level, 1)
	if !slices.Equal(points, again) {
		t.Errorf("%v the first time, %v the second", points, again)
	}
}

// What is taken back after five runs is two changes.
func TestShortChangesAreFound(t *testing.T) {
	series := noisy(rand.New(rand.NewPCG(8, 8)), 200, 6)
	for i := 90; i < 95; i++ {
		series[i] += math.Log(1.3)
	}
	points := ChangePoints(series, level, 1)
	if len(points) != 2 || points[0].At != 90 || points[1].At != 95 {
		t.Errorf("%v, where changes at 90 and 95 were due", points)
	}
}

func TestShortOrConstantSeries(t *testing.T) {
	for _, series := range [][]float64{nil, {1}, {1, 2, 3, 4, 5, 6, 7}, slices.Repeat([]float64{7}, 50)} {
		if points := ChangePoints(series, level, 1); points != nil {
			t.Errorf("%v changes at %v", series, points)
		}
	}
}

func BenchmarkChangePoints(b *testing.B) {
	series := noisy(rand.New(rand.NewPCG(1, 2)), 1000, 6, 200, 500, 800)
	for b.Loop() {
		ChangePoints(series, level, 1)
	}
}
