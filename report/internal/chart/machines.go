package chart

import (
	"fmt"
	"math"
	"slices"
	"strconv"
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
	name := "side-by-side-" + fileName(strings.ToLower(s.Pattern))
	if s.Members[0].Between {
		name += "_hosts"
	}
	c := Chart{Name: name, Title: s.Title(english), width: 940}
	var xs span
	for _, r := range rows {
		c.Labels = append(c.Labels, machineRow(s, r))
		best, worst := r.Best(), r.Worst()
		if !s.Few() {
			best, worst = s.Slower(r, best), s.Slower(r, worst)
		}
		xs.add(best)
		xs.add(worst)
	}
	better := "Lower is better."
	if s.Sign < 0 {
		better = "Higher is better."
	}
	f := frame{title: c.Title}
	if s.Few() {
		f.subtitle = fmt.Sprintf("A marker for each machine: %s, median over its samples. %s Logarithmic axis.",
			s.What(english), better)
		for i := range s.Members {
			c.Series = append(c.Series, styleAt(i))
		}
	} else {
		f.subtitle = fmt.Sprintf("How %d machines are spread around the median machine, whose figure stands at the "+
			"right. Line: the best to the worst. Thick: the middle half.", len(s.Members))
		f.caption = append(f.caption, "Of each machine: "+s.What(english)+", median over its samples. Lower is "+
			"better. Logarithmic axis.")
		c.Series = []Style{styleAt(0)}
	}
	if more := len(s.Rows) - len(rows); more > 0 {
		f.caption = append(f.caption, fmt.Sprintf("Left out: %d rows more, which the table has.", more))
	}
	if slices.ContainsFunc(rows, mostlyDoubtful) {
		f.caption = append(f.caption, tables.Doubtful+": of more than half of the machines, "+doubtfulReason)
	}
	if s.Few() && slices.ContainsFunc(rows, func(r fleet.Row) bool { return doubtfulOf(r) > 0 }) {
		f.caption = append(f.caption, "Hollow: "+doubtfulReason)
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
	if mostlyDoubtful(r) {
		name = tables.Doubtful + name
	}
	return name
}

// mostlyDoubtful tells whether the figures of more than half of the machines are doubtful.
func mostlyDoubtful(r fleet.Row) bool {
	with := 0
	for _, c := range r.Cells {
		if c != nil {
			with++
		}
	}
	return 2*doubtfulOf(r) > with
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
	form, title, right := tables.FormOf(s.Unit), axisOf(s), vg.Length(14)
	ticks := decades{func(v float64) string { return form(v, 20*v) }}
	if !s.Few() {
		title, right = "how many times as slow as the median machine", 78
		ticks = decades{func(v float64) string { return strconv.FormatFloat(v, 'g', 2, 64) }}
	}
	logAxis(&p.X, xs, ticks)
	a := axes(p, draw.Crop(c, left, -right, 0, 0), title, "")
	for i, r := range rows {
		y := float64(len(rows)-i) - 0.5
		write(a.Canvas, names, a.Min.X-10, a.at(xs.lo, y).Y, shorten(names, machineRow(s, r), left))
		if !s.Few() {
			drawSpread(a, s, r, y)
			half := r.Quarter(2)
			write(a.Canvas, style(10, ink, draw.XRight, draw.YCenter), a.Max.X+right-4, a.at(xs.lo, y).Y, form(half, 0))
			continue
		}
		a.line(draw.LineStyle{Color: faint, Width: 0.7}, a.at(r.Best(), y), a.at(r.Worst(), y))
		for k, cell := range r.Cells {
			if v := cell.Value(s.Unit); cell != nil && !math.IsNaN(v) {
				glyph(a.Canvas, styleAt(k), a.at(v, y), 4.5, cell.Doubtful())
			}
		}
	}
}

// drawSpread draws how the machines of a row are spread.
func drawSpread(a area, s fleet.Side, r fleet.Row, y float64) {
	look := styleAt(0)
	best, worst := s.Slower(r, r.Best()), s.Slower(r, r.Worst())
	ends := draw.LineStyle{Color: look.Color, Width: 1.2}
	for _, v := range []float64{best, worst} {
		at := a.at(v, y)
		a.line(ends, vg.Point{X: at.X, Y: at.Y - 4}, vg.Point{X: at.X, Y: at.Y + 4})
	}
	a.line(ends, a.at(best, y), a.at(worst, y))
	if first, third := r.Quarter(1), r.Quarter(3); !math.IsNaN(first) {
		a.line(draw.LineStyle{Color: look.Color, Width: 8}, a.at(s.Slower(r, first), y), a.at(s.Slower(r, third), y))
	}
}

func axisOf(s fleet.Side) string {
	if s.Pattern == schema.Setup {
		return "mean time a channel"
	}
	return s.What(english)
}
