package sentences

import (
	"fmt"
	"strconv"

	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
)

// A ratio is how many times the figure of another cell a cell's figure is, with an interval.
type ratio struct {
	center, low, high float64
}

// ratioOf compares two cells in a tidied unit; false where the samples of either are too few for an interval. Its
// interval takes the far ends of both 95 % intervals, so it holds at 95 % or more whichever way the two depend on each
// other's rounds.
func ratioOf(a, b *results.Cell, unit string) (r ratio, ok bool) {
	x, known := a.Estimate(unit)
	y, also := b.Estimate(unit)
	if !known || !also || !x.Interval || !y.Interval || !(x.Lo > 0) || !(y.Lo > 0) {
		return r, false
	}
	return ratio{x.Center / y.Center, x.Lo / y.Hi, x.Hi / y.Lo}, true
}

// above tells whether the ratio is above 1 for certain.
func (r ratio) above() bool { return r.low > 1 }

// times is the ratio in digits, and interval its interval.
func (r ratio) times() string { return times(r.center) }

func (r ratio) interval() string { return fmt.Sprintf("%s–%s", times(r.low), times(r.high)) }

// times is a ratio in digits; near 1, where they say on which side it lies, with two behind the point.
func times(v float64) string {
	if v < 2 {
		return strconv.FormatFloat(v, 'f', 2, 64)
	}
	return quantity.Times(v)
}
