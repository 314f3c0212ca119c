package stat

import (
	"math"
	"slices"
)

// A Ratio is an estimate of how many times as much one program takes as another, with its confidence interval.
type Ratio struct {
	Center, Lo, Hi float64
	Pairs          int
}

// LeastPairs is how many pairs an interval of 95 % needs: with fewer, its ends are 0 and infinity.
const LeastPairs = 6

// HodgesLehmann estimates a ratio from those of single pairs, each above 0: the median of the geometric means of all pairs
// of them, each with itself included. Where half the noise is normal it needs two thirds of the pairs that the median
// needs, and like it, it is not moved by a few ratios that are far off. The interval, of the confidence given (0.95), is
// that of Wilcoxon's signed-rank test: the ratios that the test does not refuse.
//
// Source: J. L. Hodges, E. L. Lehmann, Estimates of location based on rank tests, Annals of Mathematical Statistics 34
// (1963) 598–611.
func HodgesLehmann(ratios []float64, confidence float64) Ratio {
	n := len(ratios)
	if n == 0 {
		return Ratio{Center: math.NaN(), Lo: 0, Hi: math.Inf(1)}
	}
	w := walsh(ratios)
	r := Ratio{Center: math.Exp(middle(w)), Lo: 0, Hi: math.Inf(1), Pairs: n}
	if k := signedRankQuantile(n, (1-confidence)/2); k > 0 {
		r.Lo, r.Hi = math.Exp(w[k-1]), math.Exp(w[len(w)-k])
	}
	return r
}

// Within tells how far the interval reaches from the centre, as a fraction of it.
func (r Ratio) Within() float64 { return max(r.Hi-r.Center, r.Center-r.Lo) / r.Center }

// walsh are the means of all pairs of logarithms, in ascending order.
func walsh(ratios []float64) []float64 {
	logs := make([]float64, len(ratios))
	for i, r := range ratios {
		logs[i] = math.Log(r)
	}
	w := make([]float64, 0, len(logs)*(len(logs)+1)/2)
	for i, a := range logs {
		for _, b := range logs[i:] {
			w = append(w, (a+b)/2)
		}
	}
	slices.Sort(w)
	return w
}

// Median is the median of values in any order; NaN of none.
func Median(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	return middle(slices.Sorted(slices.Values(values)))
}

// middle is the median of sorted values.
func middle(sorted []float64) float64 {
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// LookEvery is how many pairs pass between two looks at whether the interval is narrow enough. Who looks after every pair
// stops at a moment when the noise seems small by chance, and 6 of 100 intervals miss; who looks this often, 5.
const LookEvery = 8

// Enough tells whether the comparison may end because its interval lies within the fraction of its centre: only ever when a
// look is due.
func Enough(ratios []float64, confidence, within float64) bool {
	return len(ratios) > 0 && len(ratios)%LookEvery == 0 && HodgesLehmann(ratios, confidence).Within() <= within
}
