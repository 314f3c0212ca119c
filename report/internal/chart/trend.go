package chart

import (
	"fmt"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A Trend is one cell over many runs, with the steps that were found in it.
type Trend struct {
	Name, Title string
	Caption     []string
	Runs        []string  // what each point is called
	Seconds     []float64 // per op
	Levels      []float64 // before, between and after the steps
	Steps       []TrendStep
}

// A TrendStep is where a trend changes.
type TrendStep struct {
	At   int // index of the first point after it
	Text string
	Up   bool // slower
}

var (
	slower = Style{palette[3], 1} // a triangle on its base
	faster = Style{palette[2], 4} // one on its tip
	points = Style{palette[9], 0}
	level  = draw.LineStyle{Color: palette[0], Width: 2.2}
)

// style tells slower from faster by colour and shape.
func (s TrendStep) style() Style {
	if s.Up {
		return slower
	}
	return faster
}

// Chart lays it out: a point a run, a line a level, a marker a step.
func (t Trend) Chart() Chart {
	c := Chart{Name: t.Name, Title: t.Title, Labels: t.Runs, width: 900, height: 430}
	c.Series = []Style{points, slower, faster}
	f := frame{t.Title, "Points: the median of each run. Lines: the level between two changes. Triangles: a " +
		"change, up where it became slower.", t.Caption}
	c.draw = func(dc draw.Canvas) { t.paint(f.draw(dc)) }
	return c
}

func (t Trend) paint(c draw.Canvas) {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, v := range t.Seconds {
		lo, hi = min(lo, v), max(hi, v)
	}
	room := max(0.12*(hi-lo), 0.01*hi)
	p := plot.New()
	p.X.Min, p.X.Max = -0.5, float64(len(t.Seconds))-0.5
	p.Y.Min, p.Y.Max = lo-room, hi+2.2*room
	p.Y.Tick.Marker = linear{}
	p.X.Tick.Marker = runTicks{t.Runs, 6}
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		a.Tick.Label.Font = style(10, ink, 0, 0).Font
		a.Tick.Label.Color, a.Tick.LineStyle.Color, a.LineStyle.Color = ink, faint, faint
		a.LineStyle.Width = vg.Points(0.7)
	}
	a := axes(p, draw.Crop(c, 0, -10, 0, 0), "run", "per op")
	for i, v := range t.Seconds {
		glyph(a.Canvas, points, a.at(float64(i), v), 2.6, false)
	}
	from := 0
	for i, l := range t.Levels {
		to := len(t.Seconds)
		if i < len(t.Steps) {
			to = t.Steps[i].At
		}
		a.line(level, a.at(float64(from)-0.5, l), a.at(float64(to)-0.5, l))
		from = to
	}
	t.mark(a, p.Y.Max)
}

// mark writes the steps along the upper edge, in as many lines as keep them apart.
func (t Trend) mark(a area, top float64) {
	words := style(10, ink, draw.XLeft, draw.YCenter)
	dashes := draw.LineStyle{Color: faint, Width: 0.8, Dashes: []vg.Length{3, 3}}
	ends := [2]vg.Length{-1, -1} // of what each line holds so far
	for _, s := range t.Steps {
		x := a.at(float64(s.At)-0.5, top)
		row := 0
		if ends[0] > x.X-8 {
			row = 1
		}
		y := x.Y - 10 - vg.Length(row)*14
		a.line(dashes, vg.Point{X: x.X, Y: a.Min.Y}, vg.Point{X: x.X, Y: y})
		glyph(a.Canvas, s.style(), vg.Point{X: x.X, Y: y}, 4.5, false)
		at := x.X + 8
		if width := words.Width(s.Text); at+width > a.Max.X {
			at = x.X - 8 - width
		}
		write(a.Canvas, words, at, y, s.Text)
		ends[row] = at + words.Width(s.Text)
	}
}

// linear marks an axis of times at round values.
type linear struct{}

// Ticks implements plot.Ticker.
func (linear) Ticks(lo, hi float64) []plot.Tick {
	ticks := plot.DefaultTicks{}.Ticks(lo, hi)
	step := math.Inf(1)
	last := math.NaN()
	for _, t := range ticks {
		if t.Label != "" {
			if d := t.Value - last; d < step {
				step = d
			}
			last = t.Value
		}
	}
	for i, t := range ticks {
		if t.Label != "" {
			ticks[i].Label = exactTime(t.Value, step)
		}
	}
	return ticks
}

// exactTime prints a time with as many digits as it takes to tell it from a time that is one step away.
func exactTime(seconds, step float64) string {
	if seconds == 0 {
		return "0"
	}
	for _, u := range []struct {
		name string
		of   float64
	}{{"s", 1}, {"ms", 1e-3}, {"µs", 1e-6}, {"ns", 1e-9}} {
		if math.Abs(seconds) >= u.of || u.name == "ns" {
			digits := max(0, int(math.Ceil(-math.Log10(step/u.of)-1e-9)))
			return fmt.Sprintf("%.*f %s", min(digits, 4), seconds/u.of, u.name)
		}
	}
	return ""
}

// runTicks marks some runs, at equal distances.
type runTicks struct {
	runs []string
	most int // names
}

// Ticks implements plot.Ticker.
func (r runTicks) Ticks(lo, hi float64) []plot.Tick {
	every := max(1, (len(r.runs)+r.most-1)/r.most)
	var ticks []plot.Tick
	for i := 0; i < len(r.runs); i += every {
		ticks = append(ticks, plot.Tick{Value: float64(i), Label: r.runs[i]})
	}
	return ticks
}

// A Change is a step in the overview.
type Change struct {
	Cell string
	Run  int
	TrendStep
}

// Overview shows the changes of all cells that have any: a line for each cell, in the order of the list. The changes of
// a cell stand together in the list, in the order of their runs.
func Overview(name, title string, caption, runs []string, changes []Change) Chart {
	rows := map[string]int{}
	var names []string
	for _, c := range changes {
		if _, ok := rows[c.Cell]; !ok {
			rows[c.Cell] = len(names)
			names = append(names, c.Cell)
		}
	}
	c := Chart{Name: name, Title: title, Labels: names, Series: []Style{slower, faster}, width: 900}
	c.height = max(240, rowHeight*vg.Length(len(names))+165)
	const subtitle = "Each line is a benchmark that changed. A triangle up: slower from that run on; down: faster."
	f := frame{title, subtitle, caption}
	c.draw = func(dc draw.Canvas) {
		free := f.draw(dc)
		cells := style(10, ink, draw.XRight, draw.YCenter)
		left := vg.Length(0)
		for _, n := range names {
			left = max(left, cells.Width(n))
		}
		left = min(left, 430) + 10
		p := plot.New()
		p.HideY()
		p.X.Min, p.X.Max = -0.5, float64(len(runs))-0.5
		p.Y.Min, p.Y.Max = 0, float64(len(names))
		p.X.Tick.Marker = runTicks{runs, 3}
		p.X.Tick.Label.Font = style(9, ink, 0, 0).Font
		p.X.Tick.Label.Color, p.X.Tick.LineStyle.Color, p.X.LineStyle.Color = ink, faint, faint
		a := axes(p, draw.Crop(free, left, -56, 0, 0), "run", "")
		words := style(9, ink, draw.XLeft, draw.YCenter)
		for i, n := range names {
			y := float64(len(names)-i) - 0.5
			write(a.Canvas, cells, a.Min.X-10, a.at(0, y).Y, shorten(cells, n, left-10))
			a.line(draw.LineStyle{Color: rule, Width: 0.7}, a.at(p.X.Min, y), a.at(p.X.Max, y))
		}
		for i, one := range changes {
			at := a.at(float64(one.Run)-0.5, float64(len(names)-rows[one.Cell])-0.5)
			glyph(a.Canvas, one.style(), at, 4.5, false)
			// A text that would run into the next change of its line is left out: the cell's own chart has it.
			if next := i + 1; next == len(changes) || changes[next].Cell != one.Cell ||
				at.X+7+words.Width(one.Text) < a.at(float64(changes[next].Run)-0.5, 0).X-6 {
				write(a.Canvas, words, at.X+7, at.Y, one.Text)
			}
		}
	}
	return c
}
