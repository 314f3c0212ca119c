package chart

import (
	"cmp"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/paced"
)

// A ratedKind is a chart of Paced against the rate: a small picture for each mechanism, a colour for each wait.
type ratedKind struct {
	title, subtitle string
	legend          func(c draw.Canvas, x vg.Length) // right of the waits
	hollow          string                           // what a hollow marker says, a line of the caption
	empty           string                           // why there is no chart, if nothing can be drawn
	extent          func(curves []paced.Curve) (ys span, ok bool)
	draw            func(c draw.Canvas, panel pacedPanel, xs, ys span, missed int)
}

// pacedLatency shows p50 and p99 against the rate: how long each wait takes, and where it can no more.
func pacedLatency(v view) (Chart, string) {
	return ratedKind{
		title: "Paced: latency of a message, one way, against the rate at which messages are due",
		subtitle: "From when a message was due until the receiver has it. Medians over samples, upright " +
			"their 95 % interval (of fewer than 6, their range). Logarithmic axes.",
		legend: quantileLegend,
		hollow: "Hollow, above the axes: some sample did not hold this rate, so there is no latency of it. A dotted " +
			"line leads there from the highest rate that was held.",
		empty: "no rate was held with enough readings for p50",
		extent: func(curves []paced.Curve) (ys span, ok bool) {
			for _, c := range curves {
				for _, p := range c.Points {
					for _, unit := range []string{schema.P50Sec, schema.P99Sec} {
						if e, known := p.Figure(unit); known {
							ys.add(e.Lo)
							ys.add(e.Hi)
						}
					}
				}
			}
			return ys, ys.lo > 0
		},
		draw: drawPacedLatency,
	}.chart(v)
}

// chart lays it out.
func (k ratedKind) chart(v view) (Chart, string) {
	curves, spins := oneHybrid(v.pacedCurves())
	panels, more := pacedPanels(curves)
	var drawn []paced.Curve
	for _, p := range panels {
		drawn = append(drawn, p.curves...)
	}
	ys, ok := k.extent(drawn)
	if !ok {
		return Chart{}, k.empty
	}
	c := Chart{Title: v.titled(k.title), width: bySizeWidth}
	var xs span
	for _, p := range panels {
		c.Labels = append(c.Labels, p.title)
	}
	lanes, doubtful := map[string]bool{}, false
	for _, cu := range drawn {
		for _, p := range cu.Points {
			xs.add(p.Due)
			doubtful = doubtful || p.Cell.Doubtful()
			if !p.Held.All() {
				lanes[cu.Wait] = true
			}
		}
	}
	waits := waitsOf(drawn)
	for _, w := range waits {
		c.Series = append(c.Series, waitStyle(schema.WaitRank(w)))
	}
	if xs.lo == 0 {
		return Chart{}, "no rate is known"
	}
	xs = xs.padded(0.05)
	g := gridFor(len(panels), 3, 265)
	f := frame{c.Title, k.subtitle, caption(v.machine, v.place)}
	f.caption = append(drawnOf(panels, more), f.caption...)
	if doubtful {
		doubtful := "Some points, which the tables mark, are doubtful: " + doubtfulReason
		f.caption = append([]string{doubtful}, f.caption...)
	}
	if key, _ := schema.KeyNamed(schema.KeySpin); spins {
		f.caption = append([]string{"hybrid spins for " + spinName(key.Default) + " here, where that was measured; " +
			"another chart and the tables have the other times."},
			f.caption...)
	}
	if len(lanes) > 0 {
		f.caption = append([]string{k.hollow}, f.caption...)
	}
	c.height = max(560, g.height*vg.Length(g.rows)+110+captionSize*1.35*vg.Length(len(f.caption)))
	c.draw = func(dc draw.Canvas) {
		free := f.draw(dc)
		x := waitNames(free, waits)
		if k.legend != nil {
			k.legend(free, x)
		}
		free = draw.Crop(free, 0, 0, 0, -22)
		for i, p := range panels {
			k.draw(g.cell(free, i), p, xs, ys, len(lanes))
		}
	}
	return c, ""
}

// waitNames is a legend of waits, with their meaning where there is room, and returns where it ends. A reader of SVG
// may have other fonts, whose letters are wider.
func waitNames(c draw.Canvas, waits []string) vg.Length {
	text := style(11, ink, draw.XLeft, draw.YCenter)
	x := c.Min.X + 4
	for _, w := range waits {
		label := cmp.Or(w, "wait not given")
		if listed, ok := schema.WaitNamed(w); ok && len(waits) <= 3 {
			label += ": " + listed.Brief
		}
		s := waitStyle(schema.WaitRank(w))
		y := c.Max.Y - 4
		c.StrokeLine2(draw.LineStyle{Color: s.Color, Width: 1.8}, x-3, y, x+17, y)
		glyph(c, s, vg.Point{X: x + 7, Y: y}, 4, false)
		write(c, text, x+22, y, label)
		x += 1.12*text.Width(label) + 40
	}
	return x
}

// quantileLegend says which line is which quantile.
func quantileLegend(c draw.Canvas, x vg.Length) {
	text := style(11, ink, draw.XLeft, draw.YCenter)
	y := c.Max.Y - 4
	for _, q := range []struct {
		name string
		line draw.LineStyle
	}{
		{"p50", draw.LineStyle{Color: faint, Width: 1.8}},
		{"p99", draw.LineStyle{Color: faint, Width: 1.2, Dashes: dashes}},
	} {
		c.StrokeLine2(q.line, x, y, x+22, y)
		write(c, text, x+27, y, q.name)
		x += text.Width(q.name) + 45
	}
}

// How lines of p99 are broken, and those that lead to a rate that was not held.
var (
	dashes = []vg.Length{4, 2.5}
	dots   = []vg.Length{1.2, 2.4}
)

// laneStep is the height of a line of markers above the axes: each wait has its own, so that none covers another.
const laneStep = vg.Length(9)

func drawPacedLatency(c draw.Canvas, panel pacedPanel, xs, ys span, missed int) {
	c = heading(c, panel.title)
	p := plot.New()
	logAxis(&p.X, xs, rateTicks(c, xs, panel.curves))
	logAxis(&p.Y, ys.padded(0.05), decades{timeLabel})
	above := vg.Length(missed) * laneStep
	if missed > 0 {
		above += 4
	}
	a := axes(p, draw.Crop(c, 0, 0, 0, -above), "messages due per second", "latency, one way")
	lane := 0
	for _, cu := range panel.curves {
		s := waitStyle(schema.WaitRank(cu.Wait))
		drawQuantile(a, s, cu, schema.P99Sec, draw.LineStyle{Color: s.Color, Width: 1.2, Dashes: dashes}, 2.6)
		last := drawQuantile(a, s, cu, schema.P50Sec, draw.LineStyle{Color: s.Color, Width: 1.8}, 3.6)
		first := true
		for _, q := range cu.Points {
			if q.Held.All() || !(q.Due > 0) {
				continue
			}
			at := vg.Point{X: a.x(q.Due), Y: a.Max.Y + 6 + vg.Length(lane)*laneStep}
			if last != nil && first && at.X > last.X {
				a.line(draw.LineStyle{Color: s.Color, Width: 1.2, Dashes: dots}, *last, at)
			}
			glyph(a.Canvas, s, at, 3.4, true)
			first = false
		}
		if !first {
			lane++
		}
	}
	if lane > 0 {
		small := style(guideSize, faint, draw.XRight, draw.YCenter)
		write(a.Canvas, small, a.Min.X-8, a.Max.Y+6+vg.Length(lane-1)*laneStep/2, "not held")
	}
}

// drawQuantile draws one of the quantiles of a curve, and returns where it ends; nil if it has no points.
func drawQuantile(
	a area, s Style, cu paced.Curve, unit string, line draw.LineStyle, radius vg.Length,
) (last *vg.Point) {
	var path []vg.Point
	for _, q := range cu.Points {
		e, ok := q.Figure(unit)
		if !ok || !(e.Center > 0) || !(q.Due > 0) {
			continue
		}
		path = append(path, a.at(q.Due, e.Center))
		if e.Hi > e.Lo && e.Lo > 0 {
			a.line(draw.LineStyle{Color: s.Color, Width: 0.8}, a.at(q.Due, e.Lo), a.at(q.Due, e.Hi))
		}
	}
	a.line(line, path...)
	for _, at := range path {
		glyph(a.Canvas, s, at, radius, false)
	}
	if len(path) == 0 {
		return nil
	}
	return &path[len(path)-1]
}
