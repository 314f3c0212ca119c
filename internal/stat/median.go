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
	n := len(sorted)
	if n == 0 {
		return Interval{Center: math.NaN(), Lo: math.Inf(-1), Hi: math.Inf(1)}
	}
	i := Interval{Center: middle(sorted), Lo: math.Inf(-1), Hi: math.Inf(1)}
	for k, below := 0, 0.0; 2*(k+1) <= n; k++ {
		below += coins(n, k)
		if 2*below > miss {
			break
		}
		i.Lo, i.Hi, i.Miss = sorted[k], sorted[n-1-k], 2*below
	}
	return i
}

// coins is the probability that k of n tossed coins show heads.
func coins(n, k int) float64 {
	lg := func(v int) float64 {
		l, _ := math.Lgamma(float64(v) + 1)
		return l
	}
	return math.Exp(lg(n) - lg(k) - lg(n-k) - float64(n)*math.Ln2)
}
