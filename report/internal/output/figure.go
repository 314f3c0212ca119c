package output

import (
	"math"
	"strconv"
	"strings"
)

// A Head begins the JSON of a command.
type Head struct {
	Schema string `json:"schema"` // the command and the version of what it prints, as [Version] makes it
}

// Version is the head of a command's JSON. The number grows when a field changes its meaning or goes away.
func Version(command string) Head { return Head{Schema: "ipcbench/" + command + "/1"} }

// A Figure is a measured number.
type Figure struct {
	Value float64  `json:"value"`
	Low   *float64 `json:"low,omitempty"`  // ends of the 95 % interval; nil where too few samples give none
	High  *float64 `json:"high,omitempty"` //
	N     int      `json:"n,omitempty"`    // how many samples it is made of
	Unit  string   `json:"unit"`           // SI: s, B/s, B, J, 1/s; % and 1
}

// NewFigure is a figure with its interval, whose ends may be infinite or NaN where they are not known. It is nil if the
// value is not a finite number.
func NewFigure(value, low, high float64, n int, unit string) *Figure {
	if !finite(value) {
		return nil
	}
	f := &Figure{Value: Round(value), N: n, Unit: unit}
	if finite(low) && finite(high) {
		low, high = Round(low), Round(high)
		f.Low, f.High = &low, &high
	}
	return f
}

// Round takes off what a conversion of units adds: no measurement has twelve digits, and 5.5944e-05 is not
// 5.5944000000000005e-05.
func Round(v float64) float64 {
	short, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64)
	if err != nil {
		return v
	}
	return short
}

// Measured is a figure of a measure by its name as golang.org/x/perf/benchunit tidies it, in its SI unit.
func Measured(measure string, value, low, high float64, n int) *Figure {
	unit, scale := si(measure)
	return NewFigure(scale*value, scale*low, scale*high, n, unit)
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// Fields are a figure's value, low, high and n, for CSV; empty fields where there is no figure or no interval.
func (f *Figure) Fields() []string {
	if f == nil {
		return make([]string, 4)
	}
	fields := []string{Number(f.Value), "", "", strconv.Itoa(f.N)}
	if f.Low != nil && f.High != nil {
		fields[1], fields[2] = Number(*f.Low), Number(*f.High)
	}
	return fields
}

// Number is a number for CSV: as short as it can be read back exactly, "" if it is not finite.
func Number(v float64) string {
	if !finite(v) {
		return ""
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// Pure is the unit of what has none: ratios, shares, counts.
const Pure = "1"

// si is the unit in which a measure is given, s, B/s, J, % or 1, and how much of it one of the measure's own is. An op
// or a message is counted, so that sec/op is s.
func si(measure string) (unit string, scale float64) {
	switch {
	case measure == "sec/op", strings.HasSuffix(measure, "-sec"), strings.HasSuffix(measure, "-sec/op"):
		return "s", 1
	case measure == "B/s":
		return "B/s", 1
	case measure == "B/op":
		return "B", 1
	case measure == "uJ/op":
		return "J", 1e-6
	case strings.HasSuffix(measure, "-%"):
		return "%", 1
	case strings.HasSuffix(measure, "/s"):
		return "1/s", 1
	}
	return Pure, 1
}
