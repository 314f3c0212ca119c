package stat

import "math"

// Looks divides the error rate of a confidence interval among several looks at it, for a series of values that goes
// on until the interval is narrow enough. Without that, somebody who computes an interval of 95 % after each value
// stops when the noise happens to seem small, and 7 of 100 intervals miss.
//
// Each look gets a share of the error rate. All intervals together then miss no more often than a single one would.
// This holds whenever the series stops, whatever the distribution of the values is, and however they depend on the
// stopping. What a look does not use of its share goes to the next ones: with few values there are few possible
// intervals.
//
// Source: K. K. G. Lan, D. L. DeMets, Discrete sequential boundaries for clinical trials, Biometrika 70 (1983)
// 659–663. The shares are added up here (Bonferroni) instead of computed from a distribution.
type Looks struct {
	// Error is the error rate of the whole series: 0.05 for intervals of 95 %.
	Error float64
	spent float64
}

// FirstLook is how many values there are at the first look.
const FirstLook = 8

// The first look is at FirstLook values, each later one when there are lookGrowth times as many. The share of the first
// is what the interval from the smallest to the largest of 8 values needs. The next equalLooks looks have equal shares,
// and each look after them gets half of what is left.
const (
	lookGrowth = 1.5
	firstShare = 0.16
	nextShares = 0.08
	equalLooks = 9
)

// Allowed is how often the interval at a look at n values may miss; 0 if no look is due.
func (l *Looks) Allowed(n int) float64 {
	share := firstShare
	at := FirstLook
	for look := 0; at < n; look++ {
		at = int(math.Ceil(float64(at) * lookGrowth))
		if look < equalLooks {
			share += nextShares
		} else {
			share += (1 - share) / 2
		}
	}
	if at != n {
		return 0
	}
	return l.Error*share - l.spent
}

// Rest is how often the last interval may miss, at a moment that does not depend on the values.
func (l *Looks) Rest() float64 { return l.Error - l.spent }

// Spend notes how often the interval of a look misses.
func (l *Looks) Spend(miss float64) {
	l.spent += miss
}
