package results

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/perf/benchmath"
)

// confidence is the level of every interval the report shows.
const confidence = 0.95

// Cell holds the samples of one pattern, series and size on one machine.
type Cell struct {
	Series Series
	Size   int64

	Disturbed int            // samples beyond any of Limits
	Over      map[string]int // and how many of them beyond the limit of a unit
	Apart     int            // samples whose two passes lie further apart than PassesLimit

	key     cellKey
	plain   Series // without the package
	pkg     string
	samples []sample
}

// Pattern is what one op of the cell is.
func (c *Cell) Pattern() string { return c.key.pattern }

// Steps are the steps that the cell has figures of, by name, and their units.
func (c *Cell) Steps() (names, units []string) {
	have := map[string]bool{}
	for _, s := range c.samples {
		for unit := range s.values {
			have[unit] = true
		}
	}
	for _, unit := range slices.Sorted(maps.Keys(have)) {
		if step, ok := strings.CutPrefix(unit, stepPrefix); ok {
			names, units = append(names, strings.TrimSuffix(step, "-sec")), append(units, unit)
		}
	}
	return names, units
}

// Worst is the highest value of its samples in unit, 0 when there are none.
func (c *Cell) Worst(unit string) (worst float64) {
	for _, s := range c.samples {
		worst = max(worst, s.values[unit])
	}
	return worst
}

type cellKey struct {
	pattern string
	series  Series
	size    int64
	procs   int
	pkg     string
}

// Estimate is the median of a cell's samples in one unit.
type Estimate struct {
	Center   float64
	Lo, Hi   float64 // the 95 % interval of the median, or the extremes when Interval is false
	N        int
	Interval bool // false with fewer than 6 samples: they give no finite interval
}

// Half is the interval's longer half; it bounds how many digits of Center mean anything.
func (e Estimate) Half() float64 { return max(e.Hi-e.Center, e.Center-e.Lo) }

// Estimate sums up the samples that make the figures (see Used) in unit, without assuming anything of their
// distribution. It is false when there are none.
func (c *Cell) Estimate(unit string) (Estimate, bool) {
	if c == nil {
		return Estimate{}, false
	}
	return estimate(c.values(unit, c.used))
}

func estimate(values []float64) (Estimate, bool) {
	if len(values) == 0 {
		return Estimate{}, false
	}
	s := benchmath.AssumeNothing.Summary(benchmath.NewSample(values, &benchmath.DefaultThresholds), confidence)
	e := Estimate{Center: s.Center, Lo: s.Lo, Hi: s.Hi, N: len(values), Interval: true}
	if math.IsInf(s.Lo, 0) || math.IsInf(s.Hi, 0) {
		e.Interval, e.Lo, e.Hi = false, values[0], values[len(values)-1]
	}
	return e, true
}

// Value is the median in unit, or NaN when the cell has none.
func (c *Cell) Value(unit string) float64 {
	if e, ok := c.Estimate(unit); ok {
		return e.Center
	}
	return math.NaN()
}

// Name is the benchmark's name as Go prints it, without the suffix for GOMAXPROCS, its keys in the usual order; with
// the package as a last key where another has the same name.
func (c *Cell) Name() string { return c.name(c.Series) }

// PlainName is Name without a package.
func (c *Cell) PlainName() string { return c.name(c.plain) }

// Package is the package that the benchmark is of, "" where the file does not say.
func (c *Cell) Package() string { return c.pkg }

func (c *Cell) name(s Series) string {
	name := "Benchmark" + c.key.pattern + "/mech=" + s.Mech
	size := strconv.FormatInt(c.Size, 10)
	for _, kv := range [][2]string{{"wait", s.Wait}, {"place", s.Place}, {"size", size}, {"scope", s.Scope}} {
		if kv[1] != "" {
			name += "/" + kv[0] + "=" + kv[1]
		}
	}
	if s.Extra != "" {
		name += "/" + strings.ReplaceAll(s.Extra, " ", "/")
	}
	return name
}
