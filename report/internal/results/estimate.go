package results

import (
	"math"
	"slices"
	"strings"

	"golang.org/x/perf/benchmath"

	"ipcbench/internal/schema"
	"ipcbench/internal/stat"
	"ipcbench/report/internal/resultfile"
)

// Missed is how often the intervals that the report shows may miss.
const Missed = 0.05

// Estimate is the median of a cell's samples in one unit.
type Estimate struct {
	Center   float64
	Lo, Hi   float64 // the 95 % interval of the median, or the extremes when Interval is false
	N        int
	Interval bool // false with fewer than 6 samples: they give no finite interval
}

// Half is the longer half of the interval. It limits how many digits of Center mean anything.
func (e Estimate) Half() float64 { return max(e.Hi-e.Center, e.Center-e.Lo) }

// summary is the median of values and its interval.
func (c *Cell) summary(values []float64) (Estimate, bool) {
	if len(values) == 0 {
		return Estimate{}, false
	}
	e := Estimate{N: len(values), Interval: true}
	if c.looks != nil {
		i := stat.MedianInterval(values, c.looks.Allowed(len(values), Missed))
		e.Center, e.Lo, e.Hi = i.Center, i.Lo, i.Hi
	} else {
		s := benchmath.AssumeNothing.Summary(benchmath.NewSample(values, &benchmath.DefaultThresholds), 1-Missed)
		e.Center, e.Lo, e.Hi = s.Center, s.Lo, s.Hi
	}
	if math.IsInf(e.Lo, 0) || math.IsInf(e.Hi, 0) {
		e.Interval, e.Lo, e.Hi = false, slices.Min(values), slices.Max(values)
	}
	return e, true
}

// looked notes what a file says of the sitting in which the cell was measured: how it looked at the results.
func (c *Cell) looked(side *resultfile.Side) {
	for _, sitting := range side.Sittings {
		c.looks = &stat.Sitting
		if strings.HasPrefix(sitting.Text, "looks at 12, 24") {
			c.looks = &stat.ThreeLooks
		}
	}
}

// estimateOf is what an estimate is of.
type estimateOf struct {
	unit string
	all  bool // or only the samples that were not disturbed
}

// estimate makes an estimate, or finds it if it was made before: tables and charts ask for the same ones again.
func (c *Cell) estimate(of estimateOf) (Estimate, bool) {
	if c == nil {
		return Estimate{}, false
	}
	of.all = of.all || c.Disturbed == 0
	e, known := c.estimates[of]
	if !known {
		e, _ = c.summary(c.values(of.unit, of.all))
		if c.estimates == nil {
			c.estimates = map[estimateOf]Estimate{}
		}
		c.estimates[of] = e
	}
	return e, e.N > 0
}

// Estimate sums up the samples that make the figures (see Used) in a tidied unit, without assuming anything of their
// distribution. It is false when there are none.
func (c *Cell) Estimate(unit string) (Estimate, bool) {
	return c.estimate(estimateOf{unit, c != nil && c.MostlyDisturbed()})
}

// Whole is the estimate by all samples, the disturbed ones included.
func (c *Cell) Whole(unit string) (Estimate, bool) { return c.estimate(estimateOf{unit, true}) }

// Calm is the estimate by those samples only that were not disturbed.
func (c *Cell) Calm(unit string) (Estimate, bool) { return c.estimate(estimateOf{unit, false}) }

// Value is the median in a tidied unit, or NaN when the cell has none.
func (c *Cell) Value(unit string) float64 {
	if e, ok := c.Estimate(unit); ok {
		return e.Center
	}
	return math.NaN()
}

// Quantile estimates a quantile. shared says that in some sample several ops shared a reading of the clock, so that the
// figure is a quantile of means. ok is false unless every sample that makes the figures and has readings of single ops
// has the quantile: from only some of them it could come out below a lower quantile of all.
func (c *Cell) Quantile(unit string) (e Estimate, shared, ok bool) {
	timed := c.Used()
	if readings, known := c.Estimate(schema.Readings); known {
		timed = readings.N
	}
	if e, ok = c.Estimate(unit); !ok || e.N < timed {
		return Estimate{}, false, false
	}
	if p50, known := c.Estimate(schema.P50Sec); known && e.Center < p50.Center {
		return Estimate{}, false, false
	}
	shared = slices.ContainsFunc(c.values(schema.OpsPerClock, c.MostlyDisturbed()), func(ops float64) bool {
		return ops > 1
	})
	return e, shared, true
}
