package quantity

import (
	"math"
	"strconv"
)

// Count prints a plain number, such as cores or context switches per op. Below a hundredth it says so: how far
// below is noise.
func Count(v, half float64) string {
	if v == 0 {
		return "0"
	}
	if v < 0.01 {
		return "<0.01"
	}
	_, place := round(v, half)
	place = max(place, -2)
	return scaled(roundTo(v, place), place, 0) // of what was rounded already, 0.7545 would be 0.755 and 0.76
}

// Number prints a figure in any unit, which stands in the heading: with k, M or G from a thousand on, and with a power
// of ten where it is very small or very large.
func Number(v, half float64) string {
	if abs := math.Abs(v); v != 0 && (abs < 0.001 || abs >= 1e12) {
		v, _ = round(v, half)
		return strconv.FormatFloat(v, 'g', significant, 64)
	}
	return Frequency(v, half)
}

// Times prints a ratio: 1.0, 4.8, 270.
func Times(ratio float64) string {
	if ratio < 9.95 {
		return strconv.FormatFloat(ratio, 'f', 1, 64)
	}
	_, place := round(ratio, 0)
	place = max(place, 0)
	return scaled(roundTo(ratio, place), place, 0)
}
