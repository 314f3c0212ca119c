package knees

import (
	"math"
	"slices"
)

// A Point is one size of a curve.
type Point struct {
	Size  float64 // bytes
	Time  float64 // of an op: the median over samples, in seconds
	Error float64 // its standard error, as a share of Time
}

// A Knee is a size from which on a byte costs something else.
type Knee struct {
	Size          float64 // one of the measured sizes: the bend lies between those beside it
	Time          float64 // that the law of the curve has there, in seconds
	Before, After Cost    // of a byte
	// Bend is by how much the slope changes, on logarithmic axes, where a slope of 1 doubles the time with the size.
	Bend float64
}

// A Cost is that of one more byte, in seconds, with its standard error.
type Cost struct{ PerByte, Error float64 }

const (
	// LeastSizes is how many sizes a curve must have before knees are looked for.
	LeastSizes = 8
	// leastBend is the smallest change of slope that is called a knee.
	leastBend = 0.2
	// beyond is how many standard errors, at least, a change of slope must be away from none. A curve has some fifteen
	// places for a knee, and its errors are known from few samples: with 4.5, fewer than 1 in 100 curves without a knee
	// get one (TestNoiseMakesNoKnees).
	beyond = 4.5
	// apart is how many sizes, at least, a knee is from the next one, and from the ends of the curve: one size that
	// lies off the curve makes no knee.
	apart = 2
	// mostKnees is how many are looked for at once.
	mostKnees = 5
)

// Find finds the knees of a curve, whose points are in ascending order of sizes.
//
// The rule: the curve is taken for pieces of straight laws that join, time = fixed + bytes × cost, where the cost of a
// byte changes at some of the measured sizes. Such a size is a knee if the slope on logarithmic axes changes there by
// at least 0.2, and by at least 4.5 standard errors: that is, no such curve without it, with the other knees moved to
// make up for it, comes as near to the points, by 4.5² in squares of their standard errors. The error is that of the
// samples, or that by which the points lie off the best curve, if that is more. Two knees, and a knee and an end of the
// curve, are at least two sizes apart.
//
// It adds the size that brings the curve nearest to the points, again and again, and then takes away those that the
// rule does not bear out, the weakest first (J. H. Friedman, Multivariate adaptive regression splines, Annals of
// Statistics 19 (1991) 1–67).
func Find(points []Point) []Knee {
	if len(points) < LeastSizes || slices.ContainsFunc(points, Point.unusable) {
		return nil
	}
	c := newCurve(points)
	var at []int // indices of points
	for len(at) < mostKnees {
		next, ok := c.best(at)
		if !ok {
			break
		}
		at = next
	}
	for len(at) > 0 {
		f, ok := c.fit(at)
		if !ok {
			return nil
		}
		fewer, off := c.without(at)
		least := f.leastBend()
		switch {
		case off-f.off < beyond*beyond*f.stretch*f.stretch:
			at = fewer
		case math.Abs(f.bend(least)) < leastBend:
			at = c.settle(slices.Delete(slices.Clone(at), least, least+1))
		default:
			return f.knees()
		}
	}
	return nil
}

func (p Point) unusable() bool {
	return !(p.Size > 0 && p.Time > 0 && p.Error > 0) || math.IsInf(p.Time, 0) || math.IsInf(p.Error, 0)
}

// free tells whether a knee may be at i beside those at others.
func (c curve) free(others []int, i int) bool {
	return i >= apart && i < len(c.points)-apart &&
		!slices.ContainsFunc(others, func(k int) bool { return max(k-i, i-k) < apart })
}

// best adds the one place to at that brings the law nearest to the points.
func (c curve) best(at []int) (with []int, ok bool) {
	gain := c.gains(at)
	best, most := -1, 0.0
	for i := range c.points {
		if !c.free(at, i) {
			continue
		}
		if g := gain(i); best < 0 || g > most {
			best, most = i, g
		}
	}
	if best < 0 {
		return nil, false
	}
	return including(at, best), true
}

// without takes away the place that is missed the least, after the others have moved to make up for it, and says how
// far the points then lie off the law.
func (c curve) without(at []int) (fewer []int, off float64) {
	off = math.Inf(1)
	for k := range at {
		try := c.settle(slices.Delete(slices.Clone(at), k, k+1))
		if far := c.off(try); far < off || fewer == nil {
			fewer, off = try, far
		}
	}
	return fewer, off
}

// settle moves each place to where the law is nearest to the points, once.
func (c curve) settle(at []int) []int {
	for _, place := range at {
		others := slices.DeleteFunc(slices.Clone(at), func(i int) bool { return i == place })
		if next, ok := c.best(others); ok {
			at = next
		}
	}
	return at
}

// including is at with i, in order.
func including(at []int, i int) []int {
	with := append(slices.Clone(at), i)
	slices.Sort(with)
	return with
}
