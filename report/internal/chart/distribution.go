package chart

import (
	"math"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A Line is one distribution in a chart of several, or what became of one of its figures over time. Values are in
// seconds.
type Line struct {
	Name   string
	Points []LinePoint
}

// A LinePoint is a point of a line.
type LinePoint struct {
	X, To, Y float64 // To is where a step ends that begins at X; 0 in a line without steps
	Thin     bool    // few readings say it: from the point before it on the line is dotted
}

// MostLines is how many lines a chart has at most: more cannot be told apart.
const MostLines = 8

// Quantiles shows what latency is not exceeded by which share of readings. X of a point is 1 ÷ the share beyond it.
type Quantiles struct {
	Name, Title string
	Caption     []string
	Lines       []Line
}

// OverTime shows figures over time, one above the other. X is in seconds.
type OverTime struct {
	Name, Title string
	Caption     []string
	Panels      []Panel
}

// A Panel is what became of one figure of several distributions.
type Panel struct {
	Axis  string
	Lines []Line
}

// keyWidth is the room for the names of lines, beside the axes.
const keyWidth = vg.Length(250)

// Chart lays it out.
func (q Quantiles) Chart() Chart {
	c := Chart{Name: q.Name, Title: q.Title, width: 980, height: 520}
	c.nameLines(q.Lines)
	f := frame{q.Title, "What a share of the readings does not exceed. Logarithmic axes. Dotted: fewer than 10 " +
		"readings lie beyond.", q.Caption}
	c.draw = func(dc draw.Canvas) {
		free := f.draw(dc)
		drawKey(free, q.Lines)
		x, y := span{lo: 1}, span{}
		for _, l := range q.Lines {
			for _, p := range l.Points {
				x.add(p.X)
				y.add(p.Y)
			}
		}
		x.hi = max(x.hi, 100)
		p := plot.New()
		logAxis(&p.X, x, shares{})
		logAxis(&p.Y, y.padded(0.05), decades{timeLabel})
		a := axes(p, draw.Crop(free, 0, -keyWidth, 0, 0), "share of readings", "latency")
		for i, l := range q.Lines {
			drawLine(a, l, i)
		}
	}
	return c
}

// Chart lays it out.
func (o OverTime) Chart() Chart {
	c := Chart{Name: o.Name, Title: o.Title, width: 980, height: 150 + 190*vg.Length(len(o.Panels))}
	if len(o.Panels) > 0 {
		c.nameLines(o.Panels[0].Lines)
	}
	f := frame{o.Title, "Of the readings that ended in each interval. Where a line is broken they were none, or too " +
		"few. Logarithmic latency.", o.Caption}
	c.draw = func(dc draw.Canvas) {
		free := f.draw(dc)
		drawKey(free, o.Panels[0].Lines)
		free = draw.Crop(free, 0, -keyWidth, 0, 0)
		each := (free.Max.Y - free.Min.Y) / vg.Length(len(o.Panels))
		end := o.end()
		parts, plots := make([]draw.Canvas, len(o.Panels)), make([]*plot.Plot, len(o.Panels))
		left := vg.Length(0) // where the data of the panel with the widest labels begin
		for i, panel := range o.Panels {
			parts[i], plots[i] = free, panel.plot(end)
			parts[i].Max.Y -= vg.Length(i) * each
			parts[i].Min.Y = parts[i].Max.Y - each + 6
			left = max(left, plots[i].DataCanvas(parts[i]).Min.X)
		}
		for i, panel := range o.Panels {
			title := ""
			if i == len(o.Panels)-1 {
				title = "seconds since the first interval"
			}
			indent := left - plots[i].DataCanvas(parts[i]).Min.X
			a := axes(plots[i], draw.Crop(parts[i], indent, 0, 0, 0), title, panel.Axis)
			for k, l := range panel.Lines {
				drawLine(a, l, k)
			}
		}
	}
	return c
}

// end is when the last of all lines ends.
func (o OverTime) end() (end float64) {
	for _, panel := range o.Panels {
		for _, l := range panel.Lines {
			for _, p := range l.Points {
				end = max(end, p.To)
			}
		}
	}
	return end
}

// plot is the axes of a panel whose lines end there.
func (panel Panel) plot(end float64) *plot.Plot {
	var y span
	for _, l := range panel.Lines {
		for _, p := range l.Points {
			y.add(p.Y)
		}
	}
	p := plot.New()
	logAxis(&p.Y, y.padded(0.1), decades{timeLabel})
	logAxis(&p.X, span{0, max(end, 1e-3)}, seconds{})
	p.X.Scale = plot.LinearScale{}
	return p
}

// drawLine draws a line in the style of its position.
func drawLine(a area, l Line, i int) {
	s := draw.LineStyle{Color: styleAt(i).Color, Width: 1.6}
	dotted := s
	dotted.Dashes = []vg.Length{1.5, 2.5}
	for k, p := range l.Points {
		if p.To > 0 {
			a.line(s, a.at(p.X, p.Y), a.at(p.To, p.Y))
		}
		if k == 0 {
			continue
		}
		before := l.Points[k-1]
		from := before.X
		if before.To > 0 {
			if from = before.To; p.X-from > 1e-3 {
				continue
			}
		}
		join := s
		if p.Thin {
			join = dotted
		}
		a.line(join, a.at(from, before.Y), a.at(p.X, p.Y))
	}
	if n := len(l.Points); n > 0 && l.Points[0].To == 0 { // its end, where two lines may lie on each other
		glyph(a.Canvas, styleAt(i), a.at(l.Points[n-1].X, l.Points[n-1].Y), 3.2, false)
	}
}

// drawKey writes the names of lines at the right of a canvas.
func drawKey(c draw.Canvas, lines []Line) {
	x := c.Max.X - keyWidth + 14
	for i, l := range lines {
		y := c.Max.Y - 8 - vg.Length(i)*18
		at := vg.Point{X: x + 11, Y: y}
		c.StrokeLines(draw.LineStyle{Color: styleAt(i).Color, Width: 1.6}, []vg.Point{{X: x, Y: y}, {X: x + 22, Y: y}})
		glyph(c, styleAt(i), at, 3.2, false)
		write(c, curveNames, x+29, y, shorten(curveNames, l.Name, c.Max.X-x-29))
	}
}

func (c *Chart) nameLines(lines []Line) {
	for i, l := range lines {
		c.Labels, c.Series = append(c.Labels, l.Name), append(c.Series, styleAt(i))
	}
}

// shares marks an axis of 1 ÷ the share beyond at 50 %, 90 %, 99 %, 99.9 % and so on.
type shares struct{}

// Ticks implements plot.Ticker.
func (shares) Ticks(lo, hi float64) (ticks []plot.Tick) {
	add := func(at float64, label string) {
		if at >= lo && at <= hi*(1+1e-9) {
			ticks = append(ticks, plot.Tick{Value: at, Label: label})
		}
	}
	add(1, "0 %")
	add(2, "50 %")
	for nines := 1; nines <= 15; nines++ {
		share := 100 - 100*math.Pow10(-nines)
		add(math.Pow10(nines), strconv.FormatFloat(share, 'f', max(nines-2, 0), 64)+" %")
	}
	return ticks
}

// seconds marks an axis of time at round numbers.
type seconds struct{}

// Ticks implements plot.Ticker.
func (seconds) Ticks(lo, hi float64) []plot.Tick { return plot.DefaultTicks{}.Ticks(lo, hi) }
