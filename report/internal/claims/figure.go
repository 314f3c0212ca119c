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
	Widened    bool     `json:"widened"`   // too few samples for an interval: their range times [results.Allowance]
	Disturbed  bool     `json:"disturbed"` // others disturbed most samples, or none is of the state that is shown
	Benchmarks []string `json:"benchmarks"`

	sentence  string  // the figure in a sentence, without an end; "" for one that decides nothing
	short     string  // the same in so few words that a verdict with it fits a line
	low, high float64 // before they were widened
	few       int     // how many of the cells that it comes from have too few samples, two at most
	elsewhere bool    // it is of another state of the machine than the one that is shown
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

// widen makes the ends of a figure from those that its cells give.
func (f Figure) widen() Figure {
	by := results.Allowance(f.Samples, f.few)
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
		Disturbed: c.Doubtful(), Benchmarks: []string{c.Name()}, elsewhere: c.Elsewhere,
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

// over is the ratio of two figures; false if the lower one may be 0, or if they are of different states of the machine:
// what differs would be the machine.
func (f Figure) over(label string, under Figure) (Figure, bool) {
	if under.low <= 0 || f.elsewhere != under.elsewhere {
		return Figure{}, false
	}
	q := stat.Quotient(stat.Interval{Center: f.Value, Lo: f.low, Hi: f.high},
		stat.Interval{Center: under.Value, Lo: under.low, Hi: under.high})
	return f.with(under, label, q.Center, q.Lo, q.Hi, Ratio), true
}

// plus is the sum of two figures of one cell, and less is their difference, 0 at least. Their intervals are the widest
// that the two allow.
func (f Figure) plus(label string, other Figure) Figure {
	sum := f.with(other, label, f.Value+other.Value, f.low+other.low, f.high+other.high, f.Unit)
	return sum.ofOneCell(f, other)
}

func (f Figure) less(other Figure) Figure {
	low, high := max(0, f.low-other.high), max(0, f.high-other.low)
	rest := f.with(other, f.Label, max(0, f.Value-other.Value), low, high, f.Unit)
	return rest.ofOneCell(f, other)
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
		Disturbed: f.Disturbed || other.Disturbed, few: min(f.few+other.few, 2),
		elsewhere: f.elsewhere || other.elsewhere,
	}
	for _, name := range slices.Concat(f.Benchmarks, other.Benchmarks) {
		if !slices.Contains(made.Benchmarks, name) {
			made.Benchmarks = append(made.Benchmarks, name)
		}
	}
	return made.widen()
}

// says is the figure with its sentence, and with a shorter one.
func (f Figure) says(sentence, short string) Figure {
	f.sentence, f.short = sentence, short
	return f
}

// number is the value for people, without its unit.
func (f Figure) number() string {
	return f.Unit.number(f.Value, max(f.High-f.Value, f.Value-f.Low))
}

// text is the value for people.
func (f Figure) text(p *words.Printer) string {
	f = f.readable()
	return f.Unit.with(p, f.number())
}

// Text is the value with its interval, and of how few samples it is where these have none.
func (f Figure) Text(p *words.Printer) string {
	if within := f.within(); within != "" {
		return f.text(p) + " (" + within + ")"
	}
	return f.text(p)
}

// within is the interval, and of how few samples it is; "" if it is the value itself.
func (f Figure) within() string {
	if f.Low == f.High {
		return ""
	}
	f = f.readable()
	half := (f.High - f.Low) / 2
	low, high := f.Unit.number(f.Low, half), f.Unit.number(f.High, half)
	if f.Widened {
		return low + "–" + high + ", n = " + strconv.Itoa(f.Samples)
	}
	return low + "–" + high
}

// readable is the figure in percent where it is so many in a million that percent say it in fewer digits.
func (f Figure) readable() Figure {
	if f.Unit == PerMillion && f.Value >= 1e4 {
		f.Value, f.Low, f.High, f.Unit = f.Value/1e4, f.Low/1e4, f.High/1e4, Percent
	}
	return f
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
	if v == math.Trunc(v) && v < 1000 {
		return strconv.Itoa(int(v))
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

// with is a number of the unit with the unit.
func (u Unit) with(p *words.Printer, number string) string {
	switch u {
	case Ratio:
		return number + " ×"
	case Percent:
		return number + " %"
	case PerMillion:
		return p.Sprintf("%s in a million", number)
	}
	return number
}
