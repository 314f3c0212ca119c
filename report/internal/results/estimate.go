package results

import (
	"math"
	"slices"

	"golang.org/x/perf/benchmath"

	"ipcbench/internal/schema"
	"ipcbench/internal/stat"
	"ipcbench/report/internal/resultfile"
)

// confidence is the level of every interval the report shows.
const confidence = 0.95

// Estimate is the median of a cell's samples in one unit.
type Estimate struct {
	Center   float64
	Lo, Hi   float64 // the 95 % interval of the median, or the extremes when Interval is false
	N        int
	Interval bool // false with fewer than 6 samples: they give no finite interval
}

// Half is the longer half of the interval. It limits how many digits of Center mean anything.
func (e Estimate) Half() float64 { return max(e.Hi-e.Center, e.Center-e.Lo) }

// estimate is the median and its interval.
func (c *Cell) estimate(values []float64) (Estimate, bool) {
	if len(values) == 0 {
		return Estimate{}, false
	}
	e := Estimate{N: len(values), Interval: true}
	if c.looks {
		i := stat.MedianInterval(values, stat.Sitting.Allowed(len(values), 1-confidence))
		e.Center, e.Lo, e.Hi = i.Center, i.Lo, i.Hi
	} else {
		s := benchmath.AssumeNothing.Summary(benchmath.NewSample(values, &benchmath.DefaultThresholds), confidence)
		e.Center, e.Lo, e.Hi = s.Center, s.Lo, s.Hi
	}
	if math.IsInf(e.Lo, 0) || math.IsInf(e.Hi, 0) {
		e.Interval, e.Lo, e.Hi = false, slices.Min(values), slices.Max(values)
	}
	return e, true
}

// looked notes what a file says of the sitting in which the cell was measured: whether its results were looked at while
// it went on.
func (c *Cell) looked(side *resultfile.Side) { c.looks = c.looks || len(side.Sittings) > 0 }

// Estimate sums up the samples that make the figures (see Used) in a tidied unit, without assuming anything of their
// distribution. It is false when there are none.
func (c *Cell) Estimate(unit string) (Estimate, bool) {
	if c == nil {
		return Estimate{}, false
	}
	return c.estimate(c.values(unit, c.used))
}

// Whole is the estimate by all samples, the disturbed ones included.
func (c *Cell) Whole(unit string) (Estimate, bool) {
	return c.estimate(c.values(unit, func(sample) bool { return true }))
}

// Calm is the estimate by those samples only that were not disturbed.
func (c *Cell) Calm(unit string) (Estimate, bool) {
	return c.estimate(c.values(unit, func(s sample) bool { return !s.disturbed }))
}

// Value is the median in a tidied unit, or NaN when the cell has none.
func (c *Cell) Value(unit string) float64 {
	if e, ok := c.Estimate(unit); ok {
		return e.Center
	}
	return math.NaN()
}

// Quantile estimates a quantile. shared says that in some sample several ops shared a reading of the clock, so that the
// figure is a quantile of means. ok is false unless every sample that makes the figures has the quantile: from only
// some of them it could come out below a lower quantile of all.
func (c *Cell) Quantile(unit string) (e Estimate, shared, ok bool) {
	if e, ok = c.Estimate(unit); !ok || e.N < c.Used() {
		return Estimate{}, false, false
	}
	if p50, known := c.Estimate(schema.P50Sec); known && e.Center < p50.Center {
		return Estimate{}, false, false
	}
	for _, s := range c.samples {
		shared = shared || c.used(s) && s.values[schema.OpsPerClock] > 1
	}
	return e, shared, true
}
