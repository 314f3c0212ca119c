package stat

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// A machine is a distribution of what a probe shows, and how many clusters it has.
type machine struct {
	draw     func(r *rand.Rand, i, n int) float64
	clusters int
	least    int // samples, if fewer are too few
}

// around is a value that varies by a share, with a tail towards larger ones now and then.
func around(r *rand.Rand, center, share float64) float64 {
	x := math.Exp(share * r.NormFloat64())
	if r.IntN(20) == 0 {
		x += share * r.ExpFloat64()
	}
	return center * x
}

var machines = map[string]machine{
	"one state":       {func(r *rand.Rand, _, _ int) float64 { return around(r, 70, 0.05) }, 1, 0},
	"one, noisy":      {func(r *rand.Rand, _, _ int) float64 { return around(r, 70, 0.25) }, 1, 0},
	"one, very still": {func(r *rand.Rand, _, _ int) float64 { return around(r, 70, 0.001) }, 1, 0},
	"two alike": {func(r *rand.Rand, _, _ int) float64 {
		return around(r, []float64{70, 80}[r.IntN(2)], 0.03)
	}, 1, 0},
	"two, 1 : 1": {func(r *rand.Rand, _, _ int) float64 {
		return around(r, []float64{65, 455}[r.IntN(2)], 0.07)
	}, 2, 0},
	"two, 1 : 9": {func(r *rand.Rand, i, _ int) float64 {
		if i%10 == 3 {
			return around(r, 65, 0.07)
		}
		return around(r, 455, 0.05)
	}, 2, 0},
	"two, one twice the other": {func(r *rand.Rand, _, _ int) float64 {
		return around(r, []float64{65, 130}[r.IntN(2)], 0.07)
	}, 2, 0},
	"one, with a long tail": {func(r *rand.Rand, _, _ int) float64 {
		return 70 * (1 + 0.5*r.ExpFloat64())
	}, 1, 0},
	"three": {func(r *rand.Rand, _, _ int) float64 {
		return around(r, []float64{65, 200, 600}[r.IntN(3)], 0.07)
	}, 3, 0},
	"drift": {func(r *rand.Rand, i, n int) float64 {
		return around(r, 60*math.Pow(7, float64(i)/float64(n)), 0.05)
	}, 1, 0},
	"two, and some on the way": {func(r *rand.Rand, i, _ int) float64 {
		if i%20 == 3 {
			return 65 * math.Pow(7, r.Float64())
		}
		return around(r, []float64{65, 455}[r.IntN(2)], 0.07)
	}, 2, 0},
	"three, and some on the way": {func(r *rand.Rand, i, _ int) float64 {
		if i%40 == 3 {
			return 40 * math.Pow(10, r.Float64())
		}
		return around(r, []float64{40, 85, 85, 85, 85, 85, 85, 85, 400, 400}[i%10], 0.05)
	}, 3, 100},
	"a spike": {func(r *rand.Rand, i, n int) float64 {
		if i == n/2 {
			return 3000
		}
		return around(r, 70, 0.05)
	}, 1, 0},
	"two and a spike": {func(r *rand.Rand, i, n int) float64 {
		if i == n/2 {
			return 190
		}
		return around(r, []float64{65, 455}[r.IntN(2)], 0.05)
	}, 2, 0},
}

// Clusters are found where there are some, and none where there is one state that varies, drifts, or is left once: in
// 99 of 100 simulated machines of each kind, or more. With forty samples of a state in ten the smaller one has four.
func TestClustersAreThoseOfTheMachine(t *testing.T) {
	const simulated = 500
	for name, m := range machines {
		for _, n := range []int{40, 100, 1000} {
			if n < m.least {
				continue // a state of four samples may have one beside it that is on the way
			}
			r := rand.New(rand.NewPCG(7, uint64(n)))
			right, found := 0, map[int]int{}
			for range simulated {
				values := make([]float64, n)
				for i := range values {
					values[i] = m.draw(r, i, n)
				}
				r.Shuffle(n, func(i, j int) { values[i], values[j] = values[j], values[i] })
				got := len(Clusters(values, 1.5))
				found[got]++
				if got == m.clusters {
					right++
				}
			}
			if share := float64(right) / simulated; share < 0.99 {
				t.Errorf("%s, %d samples: %.1f %% have %d clusters; found %v", name, n, 100*share, m.clusters, found)
			}
		}
	}
}

// The clusters contain their values and leave out single ones.
func TestClustersContainTheirValues(t *testing.T) {
	near, far := []float64{57, 60, 72, 65}, []float64{436, 480, 450, 460, 455}
	for _, c := range []struct {
		values []float64
		want   string
	}{
		{nil, "[]"},
		{[]float64{70}, "[{70 70}]"},
		{[]float64{70, 460}, "[{70 460}]"}, // too few for clusters
		{near, "[{57 72}]"},
		{slices.Concat(near, far), "[{57 72} {436 480}]"},
		{slices.Concat(near, far, []float64{3000, 180}), "[{57 72} {436 480}]"},
		{[]float64{70, 70, 70, 70, 460, 460, 460}, "[{70 70} {460 460}]"},
	} {
		if got := fmt.Sprint(Clusters(c.values, 1.5)); got != c.want {
			t.Errorf("%v: %s, want %s", c.values, got, c.want)
		}
	}
}
