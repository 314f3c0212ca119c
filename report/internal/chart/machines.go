package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/fleet"
	"ipcbench/report/internal/tables"
)

// mostMachineRows is how many rows a chart of machines has; of more the first are drawn.
const mostMachineRows = 60

// Machines sets machines side by side in one pattern: a row for each mechanism, in it a marker for each machine or,
// where they are many, how they are spread.
func Machines(s fleet.Side) Chart {
	rows := s.Rows[:min(len(s.Rows), mostMachineRows)]
	name := "machines-" + fileName(strings.ToLower(s.Pattern))
	if s.Members[0].Between {
		name += "_hosts"
	}
	c := Chart{Name: name, Title: s.Title(), width: 940}
	var xs span
	for _, r := range rows {
		c.Labels = append(c.Labels, machineRow(s, r))
		xs.add(r.Best())
		xs.add(r.Worst())
	}
	better := "Lower is better."
	if s.Sign < 0 {
		better = "Higher is better."
	}
	f := frame{title: c.Title}
	if s.Few() {
		f.subtitle = fmt.Sprintf("A marker for each machine: %s, median over its samples. %s Logarithmic axis.",
			s.What(), better)
		for i := range s.Members {
			c.Series = append(c.Series, styleAt(i))
		}
	} else {
		f.subtitle = fmt.Sprintf("%d machines: marker, half of them; thick, the middle half; line, from the best to the "+
			"worst. %s Logarithmic axis.", len(s.Members), better)
		f.caption = append(f.caption, "Of each machine: "+s.What()+", median over its samples.")
		c.Series = []Style{styleAt(0)}
	}
	if more := len(s.Rows) - len(rows); more > 0 {
		f.caption = append(f.caption, fmt.Sprintf("Left out: %d rows more, which the table has.", more))
	}
	if slices.ContainsFunc(rows, func(r fleet.Row) bool { return doubtfulOf(r) > 0 }) {
		f.caption = append(f.caption, tables.Doubtful+": of some machine "+doubtfulReason)
	}
	c.height = max(560, rowHeight*vg.Length(len(rows))+195)
	c.draw = func(dc draw.Canvas) {
		free := f.draw(dc)
		if s.Few() {
			free = machineLegend(free, s.Members)
		}
		drawMachines(free, s, rows, xs.padded(0.05))
	}
	return c
}

// machineRow names a row.
func machineRow(s fleet.Side, r fleet.Row) string {
	name := r.Label()
	if r.Series.Wait != "" {
		name += " · " + r.Series.Wait
	}
	if s.Several() {
		name += " · " + r.Series.Place
	}
	if doubtfulOf(r) > 0 {
		name = tables.Doubtful + name
	}
	return name
}

// doubtfulOf counts the machines whose figure is doubtful.
func doubtfulOf(r fleet.Row) (n int) {
	for _, c := range r.Cells {
		if c != nil && c.Doubtful() {
			n++
		}
	}
	return n
}

// machineLegend writes the names of the machines, in as many lines as they take, and returns what is left below.
func machineLegend(c draw.Canvas, members []fleet.Member) draw.Canvas {
	text := style(11, ink, draw.XLeft, draw.YCenter)
	x, y := c.Min.X+4, c.Max.Y-4
	for i, m := range members {
		width := text.Width(m.Name) + 36
		if x+width > c.Max.X && x > c.Min.X+4 {
			x, y = c.Min.X+4, y-17
		}
		glyph(c, styleAt(i), vg.Point{X: x + 4, Y: y}, 4.5, false)
		write(c, text, x+14, y, m.Name)
		x += width
	}
	return draw.Crop(c, 0, 0, 0, y-c.Max.Y-16)
}

func drawMachines(c draw.Canvas, s fleet.Side, rows []fleet.Row, xs span) {
	names := style(11, ink, draw.XRight, draw.YCenter)
	left := vg.Length(0)
	for _, r := range rows {
		left = max(left, names.Width(machineRow(s, r)))
	}
	left = min(left, 320) + 10
	p := plot.New()
	p.HideY()
	p.Y.Min, p.Y.Max = 0, float64(len(rows))
	form := tables.FormOf(s.Unit)
	logAxis(&p.X, xs, decades{func(v float64) string { return form(v, 20*v) }})
	a := axes(p, draw.Crop(c, left, -14, 0, 0), axisOf(s), "")
	for i, r := range rows {
		y := float64(len(rows)-i) - 0.5
		middle := a.at(r.Best(), y).Y
		write(a.Canvas, names, a.Min.X-10, middle, shorten(names, machineRow(s, r), left))
		line := draw.LineStyle{Color: faint, Width: 0.7}
		a.line(line, a.at(r.Best(), y), a.at(r.Worst(), y))
		if !s.Few() {
			drawSpread(a, r, y)
			continue
		}
		for k, cell := range r.Cells {
			if v := cell.Value(s.Unit); cell != nil && !math.IsNaN(v) {
				glyph(a.Canvas, styleAt(k), a.at(v, y), 4.5, cell.Doubtful())
			}
		}
	}
}

// drawSpread draws how the machines of a row are spread.
func drawSpread(a area, r fleet.Row, y float64) {
	look := styleAt(0)
	ends := draw.LineStyle{Color: look.Color, Width: 1.2}
	for _, v := range []float64{r.Best(), r.Worst()} {
		at := a.at(v, y)
		a.line(ends, vg.Point{X: at.X, Y: at.Y - 4}, vg.Point{X: at.X, Y: at.Y + 4})
	}
	a.line(ends, a.at(r.Best(), y), a.at(r.Worst(), y))
	if first, third := r.Quarter(1), r.Quarter(3); !math.IsNaN(first) {
		a.line(draw.LineStyle{Color: look.Color, Width: 5}, a.at(first, y), a.at(third, y))
	}
	if half := r.Quarter(2); !math.IsNaN(half) {
		glyph(a.Canvas, look, a.at(half, y), 4.5, true)
	}
}

func axisOf(s fleet.Side) string {
	if s.Pattern == schema.Setup {
		return "mean time a channel"
	}
	return s.What()
}
