package quantity

import (
	"math"
	"strconv"
)

// Percent prints the half width of an interval relative to its centre, rounded up: an interval is never shown
// narrower than it is.
func Percent(center, half float64) string {
	if center == 0 {
		return "–"
	}
	// The small allowance keeps 2 % from becoming 3 % by a rounding error of the division.
	p := math.Ceil(100*math.Abs(half/center) - 1e-9)
	if p > 999 {
		return ">999 %"
	}
	return strconv.FormatFloat(max(p, 0), 'f', 0, 64) + " %"
}
