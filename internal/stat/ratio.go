package stat

import (
	"math"
	"slices"
)

// A Ratio is an estimate of how many times as long one program takes as another, with its confidence interval, from a
// number of pairs.
type Ratio struct {
	Interval
	Pairs int
}

// LeastPairs is how many pairs an interval of 95 % needs. With fewer it goes from 0 to infinity.
const LeastPairs = 6

// HodgesLehmann estimates a ratio from the ratios of single pairs, each above 0: it is the median of the geometric
// means of any two of them, or of one and itself. A few ratios that are far off do not move it, as with the median,
// but with half the noise normal it needs only two thirds of the pairs that the median needs. The interval is that of
// Wilcoxon's signed-rank test: the ratios that the test does not reject. It misses at most as often as miss (0.05 for
// 95 %).
//
// Source: J. L. Hodges, E. L. Lehmann, Estimates of location based on rank tests, Annals of Mathematical Statistics
// 34 (1963) 598–611.
func HodgesLehmann(ratios []float64, miss float64) Ratio {
	n := len(ratios)
	if n == 0 {
		return Ratio{Interval: Interval{Center: math.NaN(), Lo: 0, Hi: math.Inf(1)}}
	}
	w := walsh(ratios)
	r := Ratio{Interval{Center: math.Exp(middle(w)), Lo: 0, Hi: math.Inf(1)}, n}
	if k := signedRankQuantile(n, miss/2); k > 0 {
		r.Lo, r.Hi, r.Miss = math.Exp(w[k-1]), math.Exp(w[len(w)-k]), 2*signedRankCDF(n, k-1)
	}
	return r
}

// walsh are the means of all pairs of logarithms, each with itself included, in ascending order.
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

// Median is the median of values, which may be in any order and are not changed; NaN if there are none.
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
