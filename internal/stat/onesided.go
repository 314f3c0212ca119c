package stat

import (
	"cmp"
	"math"
	"slices"
)

// A Side is the alternative hypothesis of a one-sided test.
type Side int

// The sides.
const (
	Above Side = iota // the true ratio is above the bound
	Below             // the true ratio is below the bound
)

// SignedRank is the p-value of Wilcoxon's signed-rank test that the true ratio is on the given side of a bound above
// 0. It is the probability that ratios show this at least as clearly as these do although the true ratio is not on
// that side. A ratio equal to the bound counts as evidence against.
//
// If the order within each pair was drawn by lot and the programs are the same, the sign of each logarithm is that of
// a fair coin, whatever the noise is and however the pairs depend on each other. The p-value for the bound 1 is then
// exact, as that of a randomisation test.
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
	sum := 0.0 // of the ranks of those on that side
	for i := 0; i < n; {
		j := i
		for j < n && math.Abs(d[j]) == math.Abs(d[i]) {
			j++
		}
		middle := float64(i+1+j) / 2 // equal ones share the mean of their ranks
		for ; i < j; i++ {
			if d[i] > 0 {
				sum += middle
			}
		}
	}
	// P(T ≥ sum), T being symmetric about n(n+1)/4.
	return signedRankCDF(n, int(math.Floor(float64(n*(n+1)/2)-sum)))
}

// Holm corrects p-values for the number of tests. If those whose corrected value is at most α are called significant,
// none of them is wrong with a probability of at least 1-α, however the tests depend on each other. The result is a
// new slice, in the order of p.
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
