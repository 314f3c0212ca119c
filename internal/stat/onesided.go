package stat

import (
	"cmp"
	"math"
	"slices"
)

// A Side is the direction that a one-sided test looks in.
type Side int

// The sides.
const (
	Above Side = iota // that the true ratio is above the bound
	Below             // that it is below
)

// SignedRank is the p-value of Wilcoxon's signed-rank test that the true ratio lies on that side of a bound above 0:
// how often, if it did not, single ratios would speak for it as clearly as these do. A ratio that equals the bound
// speaks against.
//
// Where each pair's order was drawn by lot and the programs are the same, the sign of each logarithm is a fair coin
// whatever the noise is like and however the pairs depend on each other, and the p-value for a bound of 1 is exact:
// it is then that of a randomisation test.
func SignedRank(ratios []float64, bound float64, side Side) float64 {
	d := make([]float64, len(ratios))
	for i, r := range ratios {
		d[i] = math.Log(r / bound)
		if side == Below {
			d[i] = -d[i]
		}
	}
	slices.SortFunc(d, func(a, b float64) int { return cmp.Compare(math.Abs(a), math.Abs(b)) })
	n := len(d)
	sum := 0.0 // of the ranks that speak for it
	for i := 0; i < n; {
		j := i
		for j < n && math.Abs(d[j]) == math.Abs(d[i]) {
			j++
		}
		middle := float64(i+1+j) / 2 // equal ones share their ranks
		for ; i < j; i++ {
			if d[i] > 0 {
				sum += middle
			}
		}
	}
	// P(T ≥ sum), T being symmetric about n(n+1)/4.
	return signedRankCDF(n, int(math.Floor(float64(n*(n+1)/2)-sum)))
}

// Holm corrects the p-values of a family of tests for their number: of those that come out at α or below, with a
// probability of at least 1-α none is wrong. It assumes nothing of how they depend on each other. The result is in
// the order of p.
//
// Source: S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6
// (1979) 65–70.
func Holm(p []float64) []float64 {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(p[a], p[b]) })
	corrected := make([]float64, len(p))
	least := 0.0
	for i, at := range order {
		least = max(least, min(1, float64(len(p)-i)*p[at]))
		corrected[at] = least
	}
	return corrected
}
