package chart

import (
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"ipcbench/report/internal/quantity"
)

// decades marks a logarithmic axis: labels at the powers of ten, at 1, 2 and 5 times them where there are few, at more
// where there is hardly one, and short lines between.
type decades struct{ label func(v float64) string }

// Ticks implements plot.Ticker.
func (d decades) Ticks(lo, hi float64) []plot.Tick {
	labelled := []int{1}
	switch {
	case hi/lo < 8:
		labelled = []int{1, 2, 3, 4, 5, 7}
	case hi/lo < 100:
		labelled = []int{1, 2, 5}
	}
	var ticks []plot.Tick
	for exp := int(math.Floor(math.Log10(lo))); exp <= int(math.Ceil(math.Log10(hi))); exp++ {
		for n := 1; n <= 9; n++ {
			v := float64(n) * math.Pow10(exp)
			if v < lo*(1-1e-9) || v > hi*(1+1e-9) {
				continue
			}
			t := plot.Tick{Value: v}
			if slices.Contains(labelled, n) {
				t.Label = d.label(v)
			}
			ticks = append(ticks, t)
		}
	}
	return ticks
}

// timeLabel and rateLabel print round numbers without the digits that a measurement would carry.
func timeLabel(v float64) string { return quantity.Duration(v, 20*v) }
func rateLabel(v float64) string { return quantity.Throughput(v, 20*v) }

// mostLabels is how many values have labels beside each other; of more, every second has one.
const mostLabels = 14

// sizes marks an axis at the sizes that were measured.
type sizes struct {
	measured []int64   // ascending
	width    vg.Length // of the axis
}

// Ticks implements plot.Ticker.
func (s sizes) Ticks(lo, hi float64) []plot.Tick {
	values := make([]float64, len(s.measured))
	for i, size := range s.measured {
		values[i] = float64(size)
	}
	return measured{values, s.width, func(v float64) string { return quantity.Size(int64(v)) }}.Ticks(lo, hi)
}

// measured marks an axis at the values that were measured, and nowhere else. The largest has a label, and of the others
// those that have room.
type measured struct {
	values []float64 // ascending
	width  vg.Length // of the axis
	label  func(v float64) string
}

// Ticks implements plot.Ticker.
func (m measured) Ticks(lo, hi float64) []plot.Tick {
	font := style(10, ink, 0, 0)
	ticks := make([]plot.Tick, len(m.values))
	free := vg.Length(math.Inf(1)) // up to where there is room for a label
	for i, v := range slices.Backward(m.values) {
		ticks[i].Value = v
		if len(m.values) > mostLabels && (len(m.values)-1-i)%2 == 1 {
			continue
		}
		label := m.label(v)
		at := m.width * vg.Length(math.Log(v/lo)/math.Log(hi/lo))
		if half := font.Width(label) / 2; at+half <= free {
			ticks[i].Label = label
			free = at - half - labelGap
		}
	}
	return ticks
}

// labelGap is the least space between two labels of an axis.
const labelGap = 5

// span is the range of a logarithmic axis.
type span struct{ lo, hi float64 }

func (s *span) add(v float64) {
	if !(v > 0) || math.IsInf(v, 0) {
		return
	}
	if s.lo == 0 || v < s.lo {
		s.lo = v
	}
	s.hi = max(s.hi, v)
}

// padded leaves room beside the outermost points, and holds at least one labelled tick however little the data spread.
func (s span) padded(share float64) span {
	ratio := max(s.hi/s.lo, 10)
	room := math.Pow(ratio, share)
	lo, hi := s.lo/room, s.hi*room
	for hi/lo < 4 {
		lo, hi = lo/1.3, hi*1.3
	}
	return span{lo, hi}
}

// logAxis sets up one axis, without its title: see axes.
func logAxis(a *plot.Axis, s span, t plot.Ticker) {
	a.Min, a.Max = s.lo, s.hi
	a.Scale = plot.LogScale{}
	a.Tick.Marker = t
	a.Tick.Label.Font = style(10, ink, 0, 0).Font
	a.Tick.Label.Color = ink
	a.Tick.LineStyle.Color = faint
	a.LineStyle.Color = faint
	a.LineStyle.Width = vg.Points(0.7)
}
