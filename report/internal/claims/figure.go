package claims

import (
	"math"
	"slices"
	"strconv"

	"ipcbench/internal/stat"
	"ipcbench/report/internal/output"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/words"
)

// A Figure is an estimate that a verdict is made of.
type Figure struct {
	Label string  `json:"label"`
	Value float64 `json:"value"`
	// Low and High are the 95 % interval, or what stands for it where Widened.
	Low        float64  `json:"low"`
	High       float64  `json:"high"`
	Unit       Unit     `json:"unit"`
	Samples    int      `json:"n"`         // of the cell that has the fewest
	Widened    bool     `json:"widened"`   // too few samples for an interval: their range, widened; see [allowances]
	Disturbed  bool     `json:"disturbed"` // others disturbed most samples, or none is of the state that is shown
	Benchmarks []string `json:"benchmarks"`

	low, high float64 // before they were widened
	few       int     // how many of the cells that it comes from have too few samples, two at most
}

// A Unit is what a figure's numbers are.
type Unit string

// The units. Numbers are in SI units without prefixes.
const (
	Ratio      Unit = "ratio"
	Seconds    Unit = "s"
	PerSecond  Unit = "B/s"
	Percent    Unit = "%"
	PerMillion Unit = "per million"
	PerOp      Unit = "per op"
)

// si is the unit in which JSON and CSV have the number: 1 for a ratio or a count.
func (u Unit) si() string {
	switch u {
	case Seconds, PerSecond, Percent:
		return string(u)
	}
	return output.Pure
}

// MarshalText gives JSON the unit.
func (u Unit) MarshalText() ([]byte, error) { return []byte(u.si()), nil }

// allowances are the factors by which the range of samples that are too few for an interval is widened at both ends,
// for a figure of none, of one and of two cells that have so few. In the baseline, all states of that machine together,
// 95 of 100 single samples lie within 1.62 times the median of their cell's samples; so do 95 of 100 ratios of two
// single samples within 2.14 times the ratio of the medians.
var allowances = [...]float64{1, 1.7, 2.2}

// widen makes the ends of a figure from those that its cells give.
func (f Figure) widen() Figure {
	by := allowances[f.few]
	f.Low, f.High, f.Widened = f.low/by, f.high*by, f.few > 0
	if most := f.Unit.whole(); most > 0 {
		f.High = max(f.Value, min(f.High, most))
	}
	return f
}

// figureOf is the figure of a cell in a tidied unit; false if it has none.
func figureOf(label string, c *results.Cell, tidied string, unit Unit) (Figure, bool) {
	e, ok := c.Estimate(tidied)
	if !ok {
		return Figure{}, false
	}
	f := Figure{
		Label: label, Value: e.Center, low: e.Lo, high: e.Hi, Unit: unit, Samples: e.N,
		Disturbed: c.Doubtful(), Benchmarks: []string{c.Name()},
	}
	if !e.Interval {
		f.few = 1
	}
	return f.widen(), true
}

// countOf is a figure that is counted, not measured: how fast the machine is does not matter to it. The range of few
// samples is not widened.
func countOf(label string, c *results.Cell, tidied string, unit Unit) (Figure, bool) {
	f, ok := figureOf(label, c, tidied, unit)
	f.few = 0
	return f.widen(), ok
}

// over is the ratio of two figures; false if the lower one may be 0.
func (f Figure) over(label string, under Figure) (Figure, bool) {
	if under.low <= 0 {
		return Figure{}, false
	}
	q := stat.Quotient(stat.Interval{Center: f.Value, Lo: f.low, Hi: f.high},
		stat.Interval{Center: under.Value, Lo: under.low, Hi: under.high})
	return f.with(under, label, q.Center, q.Lo, q.Hi, Ratio), true
}

// plus is the sum of two figures of one cell. Its interval is the widest that the two allow.
func (f Figure) plus(label string, other Figure) Figure {
	sum := f.with(other, label, f.Value+other.Value, f.low+other.low, f.high+other.high, f.Unit)
	return sum.ofOneCell(f, other)
}

// ofOneCell is a figure that is made of two of one cell, whose samples vary together.
func (f Figure) ofOneCell(a, b Figure) Figure {
	f.few = max(a.few, b.few)
	return f.widen()
}

// times is the figure multiplied by a number.
func (f Figure) times(factor float64, unit Unit) Figure {
	f.Value, f.low, f.high, f.Unit = f.Value*factor, f.low*factor, f.high*factor, unit
	return f.widen()
}

// with is a figure that is made of two.
func (f Figure) with(other Figure, label string, value, low, high float64, unit Unit) Figure {
	made := Figure{
		Label: label, Value: value, low: low, high: high, Unit: unit, Samples: min(f.Samples, other.Samples),
		Disturbed: f.Disturbed || other.Disturbed, few: min(f.few+other.few, len(allowances)-1),
	}
	for _, name := range slices.Concat(f.Benchmarks, other.Benchmarks) {
		if !slices.Contains(made.Benchmarks, name) {
			made.Benchmarks = append(made.Benchmarks, name)
		}
	}
	return made.widen()
}

// Short is the value for people.
func (f Figure) Short() string { return f.number() + f.Unit.sign() }

func (f Figure) number() string { return f.Unit.number(f.Value, max(f.High-f.Value, f.Value-f.Low)) }

// equation is the figure in a sentence.
func (f Figure) equation() string { return f.Label + " = " + f.Short() }

// Text is the value with its interval, and of how few samples it is where these have none.
func (f Figure) Text(p *words.Printer) string {
	if f.Low == f.High {
		return f.Unit.number(f.Value, 0) + f.Unit.sign()
	}
	half := (f.High - f.Low) / 2
	low, high := f.Unit.number(f.Low, half), f.Unit.number(f.High, half)
	if f.Widened {
		return p.Sprintf("%s (%s–%s, n = %s)", f.Short(), low, high, strconv.Itoa(f.Samples))
	}
	return p.Sprintf("%s (%s–%s)", f.Short(), low, high)
}

// number prints a number of the unit; half is the half width of its interval, 0 where none is known.
func (u Unit) number(v, half float64) string {
	half = min(half, math.Abs(v))
	switch u {
	case Ratio:
		if v < 0.95 {
			return quantity.Count(v, 0)
		}
		return quantity.Times(v)
	case Seconds:
		return quantity.Duration(v, half)
	case PerSecond:
		return quantity.Throughput(v, half)
	}
	return quantity.Number(v, half)
}

// whole is the most that a share in the unit can be, 0 if it is no share.
func (u Unit) whole() float64 {
	switch u {
	case Percent:
		return 100
	case PerMillion:
		return 1e6
	}
	return 0
}

// sign is what stands behind a number of the unit.
func (u Unit) sign() string {
	switch u {
	case Ratio:
		return " ×"
	case Percent:
		return " %"
	}
	return ""
}
