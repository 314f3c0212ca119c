package stat

// A Schedule divides the error rate of a confidence interval among looks at fixed numbers of values, as [Looks] does,
// for a series that may end after each of them and after the last at the latest. How often the interval of a median may
// miss then follows from the number of values alone: whoever has the values needs no record of the looks.
type Schedule struct {
	At     []int     // the numbers of values, in ascending order
	Shares []float64 // of the error rate, spent by each look and those before it
}

// Sitting is the schedule by which `make bench` goes on with a cell or ends it. The shares are what the narrowest
// useful intervals need: the 3rd to the 10th of 12 values, the 6th to the 19th of 24, the 14th to the 35th of 48. Most
// cells end at the first, so it has the most.
var Sitting = Schedule{At: []int{12, 24, 48}, Shares: []float64{0.78, 0.93, 1}}

// Allowed is how often the interval of n values may miss, if all intervals of the series together may miss as often as
// miss. At a look it is what the shares allow. Elsewhere the series was ended by something else than its values, and
// all that is left is allowed.
func (s Schedule) Allowed(n int, miss float64) float64 {
	spent := 0.0
	for i, at := range s.At {
		switch last := i == len(s.At)-1; {
		case n == at:
			return miss*s.Shares[i] - spent
		case n < at, last:
			return miss - spent
		}
		_, used := order(at, miss*s.Shares[i]-spent)
		spent += used
	}
	return miss - spent
}

// Next is the number of values at the first look after n values; false if there is none.
func (s Schedule) Next(n int) (at int, ok bool) {
	for _, at := range s.At {
		if at > n {
			return at, true
		}
	}
	return 0, false
}
