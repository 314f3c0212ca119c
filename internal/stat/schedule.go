package stat

import "math"

// A Schedule divides the error rate of a confidence interval among looks at fixed numbers of values, as [Looks] does,
// for a series that may end after each of them or go on without another look. How often the interval of a median may
// miss then follows from the number of values alone: whoever has the values needs no record of the looks.
type Schedule struct {
	At     []int     // the numbers of values, in ascending order
	Shares []float64 // of the error rate, spent by each look and those before it
}

var (
	// Sitting is the schedule by which `make bench` measures a cell: after 12 samples it decides, by how much they
	// vary, how many there will be, and looks no more. Most cells end there, so the look has most of the error rate.
	Sitting = Schedule{At: []int{12}, Shares: []float64{0.8}}

	// ThreeLooks is the schedule of earlier versions, which looked at 12, 24 and 48 samples.
	ThreeLooks = Schedule{At: []int{12, 24}, Shares: []float64{0.78, 0.93}}
)

// Allowed is how often the interval of n values may miss, if all intervals of the series together may miss as often as
// miss. At a look it is what the shares allow. Elsewhere the series was ended by something else than its values, and
// all that is left is allowed.
func (s Schedule) Allowed(n int, miss float64) float64 {
	spent := 0.0
	for i, at := range s.At {
		switch {
		case n < at:
			return miss - spent
		case n == at:
			return miss*s.Shares[i] - spent
		}
		spent = miss * s.Shares[i]
	}
	return miss - spent
}

// Needed is how many values a series probably needs to be known within goal, as a fraction of the estimate, if it was
// known within a fraction at the last look, at n values. The width of an interval falls with the square root of their
// number, and the interval of more values may miss less often. miss is the error rate of the series. Needed is at least
// n.
func (s Schedule) Needed(n int, within, goal, miss float64) int {
	// In standard deviations of a normal distribution, up to a factor.
	deviations := func(miss float64) float64 { return math.Erfinv(1 - miss) }
	by := within / goal
	if by <= 1 {
		return n
	}
	by *= deviations(s.Allowed(n+1, miss)) / deviations(s.Allowed(n, miss))
	return int(math.Ceil(float64(n) * by * by))
}
