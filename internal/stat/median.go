package stat

import (
	"math"
	"slices"
)

// An Interval is an estimate with its confidence interval. The interval misses the true value at most as often as
// Miss says.
type Interval struct{ Center, Lo, Hi, Miss float64 }

// Within is the distance from the estimate to the farther end of the interval, as a fraction of the estimate.
func (i Interval) Within() float64 { return max(i.Hi-i.Center, i.Center-i.Lo) / i.Center }

// MedianInterval estimates the median of the distribution from which values are drawn. They may be in any order, and
// are not changed. The interval goes from one order statistic to the opposite one. It is the narrowest such interval
// that misses at most as often as miss; from -∞ to ∞ if there is none. Nothing is assumed about the distribution.
//
// Source: W. R. Thompson, On confidence ranges for the median, Annals of Mathematical Statistics 7 (1936) 122–128.
func MedianInterval(values []float64, miss float64) Interval {
	sorted := slices.Sorted(slices.Values(values))
	if len(sorted) == 0 {
		return Interval{Center: math.NaN(), Lo: math.Inf(-1), Hi: math.Inf(1)}
	}
	i := Interval{Center: middle(sorted), Lo: math.Inf(-1), Hi: math.Inf(1)}
	if k, missing := order(len(sorted), miss); k >= 0 {
		i.Lo, i.Hi, i.Miss = sorted[k], sorted[len(sorted)-1-k], missing
	}
	return i
}

// order is the rank, from 0, of the lower end of the narrowest interval of the median of n values that misses at most
// as often as miss, and how often it misses; -1 if there is none.
func order(n int, miss float64) (k int, missing float64) {
	k = -1
	for below := coins(n, 0); 2*(k+2) <= n && 2*below <= miss; below += coins(n, k+1) {
		k, missing = k+1, 2*below
	}
	return k, missing
}

// coins is the probability that k of n tossed coins show heads.
func coins(n, k int) float64 {
	lg := func(v int) float64 {
		l, _ := math.Lgamma(float64(v) + 1)
		return l
	}
	return math.Exp(lg(n) - lg(k) - lg(n-k) - float64(n)*math.Ln2)
}
