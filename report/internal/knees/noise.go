package knees

import (
	"math"

	"ipcbench/report/internal/results"
)

// halves are half the range of 3, 4, … samples, in standard errors of their median, for samples of a normal
// distribution: the expected range (E. S. Pearson, 1926) divided by twice the standard deviation of the median.
var halves = []float64{3: 1.264, 4: 1.885, 5: 2.171, 6: 2.734, 7: 2.947, 8: 3.475}

// whole is half an interval of 95 %, in standard errors, where it is not the range of the samples.
const whole = 1.96

// errorOf is the standard error of the median over samples, as a share of it, by its interval. It is NaN for a median
// that has none. Up to 8 samples the interval is their range.
func errorOf(e results.Estimate) float64 {
	half := math.Log(e.Hi/e.Lo) / 2
	switch {
	case e.N < leastSamples || !(e.Lo > 0):
		return math.NaN()
	case e.N < len(halves):
		return half / halves[e.N]
	}
	return half / whole
}

const (
	// leastSamples is how many samples a size must have. Two may agree by chance where most do not.
	leastSamples = 3
	// around is over how many sizes on either side the error of a size is averaged. Few samples say little of it.
	around = 3
	// leastError is the smallest error of a size that is believed.
	leastError = 0.002
)

// smoothed averages the squares of errors over neighbouring sizes.
func smoothed(errors []float64) []float64 {
	out := make([]float64, len(errors))
	for i := range errors {
		from, to := max(i-around, 0), min(i+around+1, len(errors))
		sum := 0.0
		for _, e := range errors[from:to] {
			sum += e * e
		}
		out[i] = max(math.Sqrt(sum/float64(to-from)), leastError)
	}
	return out
}

// pointsOf are the points of a curve, by the estimates of its times.
func pointsOf(sizes []float64, times []results.Estimate) []Point {
	var errors []float64
	for _, e := range times {
		errors = append(errors, errorOf(e))
	}
	errors = smoothed(errors)
	var points []Point
	for i, e := range times {
		points = append(points, Point{sizes[i], e.Center, errors[i]})
	}
	return points
}
