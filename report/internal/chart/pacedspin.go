package chart

import (
	"cmp"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/chart/labels"
	"ipcbench/report/internal/paced"
	"ipcbench/report/internal/quantity"
)

// isPaced tells whether there is anything of Paced at the place.
func (v view) isPaced() bool { return len(v.pacedCurves()) > 0 }

// spinsDiffer tells whether hybrid spins for several times in some panel of Paced.
func (v view) spinsDiffer() bool {
	_, some := oneHybrid(v.pacedCurves())
	return some
}

// A spinLine is one rate in the chart of spinning: what block, each time of spinning, and spin take.
type spinLine struct {
	rate   benchname.Rate
	points []spinPoint
}

type spinPoint struct {
	name     string
	p99, cpu float64 // in seconds
	joined   bool    // it is one of a series of times, which a line joins
}

// A spinPanel is one mechanism.
type spinPanel struct {
	title string
	lines []spinLine
}

// mostSpinRates is how many rates have a line of their own.
const mostSpinRates = 3

// pacedSpin shows what the receiver's CPU time buys, as hybrid spins for longer before it sleeps.
func pacedSpin(v view) (Chart, string) {
	var several []paced.Curve
	for _, c := range v.pacedCurves() {
		_, some := oneHybrid(sameBut(v.pacedCurves(), c))
		if some {
			several = append(several, c)
		}
	}
	drawn, more := pacedPanels(several)
	var panels []spinPanel
	var xs, ys span
	var rates []benchname.Rate
	for _, p := range drawn {
		panel := spinPanel{p.title, spinLines(p)}
		for _, l := range panel.lines {
			if !slices.Contains(rates, l.rate) {
				rates = append(rates, l.rate)
			}
			for _, q := range l.points {
				xs.add(q.p99)
				ys.add(q.cpu)
			}
		}
		if len(panel.lines) > 0 {
			panels = append(panels, panel)
		}
	}
	if len(panels) == 0 {
		return Chart{}, "no rate was held by hybrid with several times of spinning"
	}
	slices.SortFunc(rates, func(a, b benchname.Rate) int {
		return cmp.Or(cmp.Compare(a.Percent, b.Percent), cmp.Compare(a.PerSecond, b.PerSecond))
	})
	c := Chart{Title: v.titled("Paced: what spinning longer costs and brings"), width: bySizeWidth}
	for _, p := range panels {
		c.Labels = append(c.Labels, p.title)
	}
	for i := range rates {
		c.Series = append(c.Series, rateStyle(i))
	}
	xs, ys = xs.padded(0.12), ys.padded(0.12)
	g := gridFor(len(panels), 2, 330)
	f := frame{c.Title, "A line joins the times for which hybrid spins before it sleeps, at one rate. Medians over " +
		"samples. Lower left is better. Logarithmic axes.",
		append([]string{"Hollow: not on the line. adaptive finds a time by itself; block never spins, and spin never " +
			"sleeps. What did not hold its rate is left out."}, caption(v.machine, v.place)...)}
	f.caption = append(drawnOf(drawn, more), f.caption...)
	c.height = max(560, g.height*vg.Length(g.rows)+110+captionSize*1.35*vg.Length(len(f.caption)))
	c.draw = func(dc draw.Canvas) {
		free := f.draw(dc)
		rateNames(free, rates)
		free = draw.Crop(free, 0, 0, 0, -22)
		for i, p := range panels {
			p.draw(g.cell(free, i), rates, xs, ys)
		}
	}
	return c, ""
}

// sameBut are the curves that differ from one in their wait alone.
func sameBut(curves []paced.Curve, c paced.Curve) []paced.Curve {
	return slices.DeleteFunc(curves, func(o paced.Curve) bool { return o.Sleeping() != c.Sleeping() })
}

// spinLines are those of a mechanism, of the rates at which most times of spinning were measured.
func spinLines(p pacedPanel) (lines []spinLine) {
	joined := map[benchname.Rate]int{}
	for _, c := range p.curves {
		name, isJoined := c.Wait, false
		switch {
		case c.Wait == schema.Hybrid:
			name, isJoined = c.Spin, c.Spin != "adaptive"
		case c.Wait != schema.Block && c.Wait != schema.Spin:
			continue
		}
		for _, q := range c.Points {
			p99, ok := q.Figure(schema.P99Sec)
			cpu, known := q.Figure(schema.CPUSecPerOp)
			if !ok || !known || !(p99.Center > 0) || !(cpu.Center > 0) {
				continue
			}
			i := slices.IndexFunc(lines, func(l spinLine) bool { return l.rate == q.Rate })
			if i < 0 {
				i = len(lines)
				lines = append(lines, spinLine{rate: q.Rate})
			}
			lines[i].points = append(lines[i].points, spinPoint{name, p99.Center, cpu.Center, isJoined})
			if isJoined {
				joined[q.Rate]++
			}
		}
	}
	lines = slices.DeleteFunc(lines, func(l spinLine) bool { return joined[l.rate] < 2 })
	slices.SortStableFunc(lines, func(a, b spinLine) int { return joined[b.rate] - joined[a.rate] })
	lines = lines[:min(len(lines), mostSpinRates)]
	slices.SortFunc(lines, func(a, b spinLine) int { return cmp.Compare(a.rate.PerSecond, b.rate.PerSecond) })
	return lines
}

// rateStyle is the look of a rate.
func rateStyle(i int) Style {
	looks := []int{6, 7, 8, 5, 1, 9}
	return Style{palette[looks[i%len(looks)]], i % len(shapes)}
}

// rateNames is the legend of rates.
func rateNames(c draw.Canvas, rates []benchname.Rate) {
	text := style(11, ink, draw.XLeft, draw.YCenter)
	x, y := c.Min.X+4, c.Max.Y-4
	for i, r := range rates {
		s := rateStyle(i)
		c.StrokeLine2(draw.LineStyle{Color: s.Color, Width: 1.6}, x-3, y, x+17, y)
		glyph(c, s, vg.Point{X: x + 7, Y: y}, 4, false)
		name := paced.RateName(english, r)
		write(c, text, x+22, y, name)
		x += text.Width(name) + 42
	}
}

func (p spinPanel) draw(c draw.Canvas, rates []benchname.Rate, xs, ys span) {
	c = heading(c, p.title)
	pl := plot.New()
	logAxis(&pl.X, xs, decades{timeLabel})
	logAxis(&pl.Y, ys, decades{timeLabel})
	a := axes(pl, c, "p99 of the latency, one way", "receiver's CPU time per message")
	placer := labels.Placer{Bounds: a.Rectangle}
	for _, l := range p.lines {
		s := rateStyle(slices.Index(rates, l.rate))
		var path []vg.Point
		for _, q := range l.points {
			placer.Avoid(a.at(q.p99, q.cpu), 5)
			if q.joined {
				path = append(path, a.at(q.p99, q.cpu))
			}
		}
		placer.Lines = append(placer.Lines, path)
		a.line(draw.LineStyle{Color: s.Color, Width: 1.4}, path...)
	}
	for _, l := range p.lines {
		s := rateStyle(slices.Index(rates, l.rate))
		for _, q := range l.points {
			glyph(a.Canvas, s, a.at(q.p99, q.cpu), 4, !q.joined)
		}
	}
	for _, l := range p.lines {
		s := rateStyle(slices.Index(rates, l.rate))
		for _, q := range l.points {
			at, name := a.at(q.p99, q.cpu), spinName(q.name)
			box, far := placer.Place(at, curveNames.Width(name), labelSize+1)
			if far {
				join := []vg.Point{at, labels.Nearest(box, at)}
				placer.Lines = append(placer.Lines, join)
				a.line(draw.LineStyle{Color: s.Color, Width: 0.6}, join...)
			}
			write(a.Canvas, curveNames, box.Min.X, (box.Min.Y+box.Max.Y)/2, name)
		}
	}
}

// spinName is a time of spinning for people.
func spinName(value string) string {
	if d := paced.Budget(value); d > 0 && d < 1e3 {
		return quantity.Duration(d, 20*d)
	}
	return value
}
