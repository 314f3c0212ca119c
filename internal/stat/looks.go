package stat

import "math"

// Looks spend an error rate over the looks at a series that goes on until its interval is narrow enough. Who looks
// after each value, each time at an interval of 95 %, stops at a moment when the noise seems small by chance, and
// seven of a hundred intervals miss. Each look has a share of the rate here, so that all intervals together miss as
// seldom as one that is looked at once, whenever the series stops, whatever the values are like, and however they
// depend on the stopping. What a look does not use up, because there are few values and few intervals of them, the
// next ones have.
//
// Source: K. K. G. Lan, D. L. DeMets, Discrete sequential boundaries for clinical trials, Biometrika 70 (1983)
// 659–663; the shares are added up here (Bonferroni) and not computed from a distribution.
type Looks struct {
	// Error is that of the whole series: 0.05 for intervals of 95 %.
	Error float64
	spent float64
}

// FirstLook is how many values there are at the first look.
const FirstLook = 8

// The looks are at FirstLook values and then whenever there are lookGrowth times as many. The first has the share
// that its only interval needs, from the smallest to the largest of 8 values; the next have equal shares, and those
// after them half of what is left each.
const (
	lookGrowth = 1.5
	firstShare = 0.16
	nextShares = 0.08
	equalLooks = 9
)

// Allowed is how often the interval at a look at n values may miss; 0 if none is due.
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

// Rest is how often an interval may miss that comes after all looks, at a moment that does not depend on the values.
func (l *Looks) Rest() float64 { return l.Error - l.spent }

// Spend takes how often the interval misses that a look has come to.
func (l *Looks) Spend(miss float64) {
	l.spent += miss
}
