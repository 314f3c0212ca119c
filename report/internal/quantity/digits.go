package quantity

import (
	"math"
	"strconv"
)

// significant is the most digits ever shown.
const significant = 3

// round rounds v to the digits that a half width allows (0: no bound known), and says how: the result is a multiple
// of 10 to the power place.
func round(v, half float64) (rounded float64, place int) {
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return v, 0
	}
	first := magnitude(v)
	place = first - significant + 1
	if half > 0 {
		place = max(place, magnitude(half)-1)
	}
	place = min(place, first) // one digit always remains
	rounded = roundTo(v, place)
	if magnitude(rounded) > first { // 999.6 became 1000: it has a digit more now
		place = max(place, first-significant+2)
	}
	return rounded, place
}

// magnitude is the power of ten of v's first digit.
func magnitude(v float64) int {
	// Formatting is exact where a logarithm is not: log10(1000) may come out below 3.
	s := strconv.FormatFloat(math.Abs(v), 'e', -1, 64)
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == 'e' {
			n, _ := strconv.Atoi(s[i+1:])
			return n
		}
	}
	return 0
}

// roundTo rounds v to a multiple of 10^place.
func roundTo(v float64, place int) float64 {
	if place >= 0 {
		unit := math.Pow10(place)
		return math.Round(v/unit) * unit
	}
	unit := math.Pow10(-place)
	return math.Round(v*unit) / unit
}

// scaled prints a rounded value in units of 10^exp.
func scaled(rounded float64, place, exp int) string {
	decimals := max(0, exp-place)
	v := rounded
	if exp >= 0 {
		v /= math.Pow10(exp)
	} else {
		v *= math.Pow10(-exp)
	}
	return strconv.FormatFloat(v, 'f', decimals, 64)
}

// thousands is the power of 1000 that leaves 1 to 3 digits before the point, as a power of ten between lo and hi.
func thousands(v float64, lo, hi int) int {
	if v == 0 {
		return max(lo, min(hi, 0))
	}
	exp := 3 * int(math.Floor(float64(magnitude(v))/3))
	return max(lo, min(hi, exp))
}
