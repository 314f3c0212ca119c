package chart

import (
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/chart/labels"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/tables"
)

// cost is one mechanism's points in the chart of cost, one a wait.
type cost struct {
	name   string
	mech   string
	style  Style
	points []costPoint
}

type costPoint struct {
	wait         string
	latency, cpu float64
	doubtful     bool // see [results.Cell.Doubtful]
}

// cpuCost shows the CPU time of both sides against the round trip. Busy waiting moves a mechanism to the left, along
// the line on which two CPUs are fully used. With many mechanisms, each family has a picture of its own.
func cpuCost(v view) (Chart, string) {
	costs, size := costsOf(v)
	if len(costs) == 0 {
		return Chart{}, "no CPU time of any round trip"
	}
	c := Chart{Title: v.titled("CPU cost against latency: round trip of " + quantity.Size(size)), width: 940}
	for _, k := range costs {
		c.Labels, c.Series = append(c.Labels, k.name), append(c.Series, k.style)
	}
	subtitle := "Medians over samples. Filled: wait=block. Hollow: busy waits (spin, or yield). A line joins the " +
		"waits of one mechanism. Lower left is better."
	rows := []costRow{{panels: []costPanel{{costs: costs}}, height: max(530, min(40*vg.Length(len(costs))+130, 990))}}
	if len(costs) > crowd {
		rows = costRows(v, costs)
		subtitle += " Axes differ."
	}
	for _, r := range rows {
		c.height += r.height
	}
	total := c.height
	c.height += 110
	f := frame{c.Title, subtitle, caption(v.machine, v.place)}
	doubtful := func(p costPoint) bool { return p.doubtful }
	if slices.ContainsFunc(costs, func(k cost) bool { return slices.ContainsFunc(k.points, doubtful) }) {
		f.caption = append([]string{doubtfulCaption}, f.caption...)
	}
	c.draw = func(dc draw.Canvas) {
		free := f.draw(dc)
		width, above := free.Max.X-free.Min.X, vg.Length(0)
		for _, r := range rows {
			height := r.height * (free.Max.Y - free.Min.Y) / total
			n := vg.Length(len(r.panels))
			for i, p := range r.panels {
				left, right := width/n*vg.Length(i), width/n*(n-1-vg.Length(i))
				p.draw(draw.Crop(free, left, -right, free.Max.Y-free.Min.Y-above-height, -above))
			}
			above += height
		}
	}
	return c, ""
}

// A costPanel is the picture of a family, or of all.
type costPanel struct {
	title string // "" of all
	costs []cost
}

// A costRow is one picture, or two beside each other.
type costRow struct {
	panels []costPanel
	height vg.Length
}

// roomy is how many points a picture of half the width holds.
const roomy = 12

// costRows puts pictures of few points two in a row.
func costRows(v view, costs []cost) (rows []costRow) {
	var mechs []string
	for _, k := range costs {
		mechs = append(mechs, k.mech)
	}
	open := -1 // the row with room for one more
	for _, family := range v.familiesOf(mechs) {
		p := costPanel{title: familyTitle(family)}
		points := 0
		for _, k := range costs {
			if v.families[k.mech] == family {
				p.costs = append(p.costs, k)
				points += len(k.points)
			}
		}
		switch {
		case points > roomy:
			rows = append(rows, costRow{[]costPanel{p}, 470})
		case open >= 0:
			rows[open].panels = append(rows[open].panels, p)
			open = -1
		default:
			open = len(rows)
			rows = append(rows, costRow{[]costPanel{p}, 350})
		}
	}
	return rows
}

func (c costPanel) draw(canvas draw.Canvas) {
	if c.title != "" {
		head := bold(style(12, ink, draw.XLeft, draw.YTop))
		canvas.FillText(head, vg.Point{X: canvas.Min.X + 4, Y: canvas.Max.Y}, c.title)
		canvas = draw.Crop(canvas, 0, -12, 12, -20)
	}
	var xs, ys span
	for _, k := range c.costs {
		for _, p := range k.points {
			xs.add(p.latency)
			ys.add(p.cpu)
		}
	}
	p := plot.New()
	logAxis(&p.X, xs.padded(0.12), decades{timeLabel})
	logAxis(&p.Y, ys.padded(0.12), decades{timeLabel})
	a := axes(p, canvas, "mean round trip", "CPU time of both sides per round trip")
	pl := labels.Placer{Bounds: a.Rectangle}
	references(a, p, &pl)
	drawCosts(a, c.costs, &pl)
}

// costsOf collects the points at one size, in reading order.
func costsOf(v view) ([]cost, int64) {
	var costs []cost
	lines, size := latenciesAtOneSize(v)
	for _, l := range lines {
		cpu, ok := l.cell.Estimate(schema.CPUSecPerOp)
		if !ok || cpu.Center <= 0 {
			continue
		}
		p := costPoint{l.Series.Wait, l.cell.Value(schema.SecPerOp), cpu.Center, l.cell.Doubtful()}
		if i := slices.IndexFunc(costs, func(k cost) bool { return k.name == l.Label() }); i >= 0 {
			costs[i].points = append(costs[i].points, p)
		} else {
			costs = append(costs, cost{l.Label(), l.Series.Mech, v.styles.of(l.Series.Mech), []costPoint{p}})
		}
	}
	return costs, size
}

// drawCosts draws the lines that join points, then the points, then the names where there is room.
func drawCosts(a area, costs []cost, pl *labels.Placer) {
	broken := repeated(costs, func(k cost) Style { return k.style })
	for i, k := range costs {
		var path []vg.Point
		for _, p := range k.points {
			path = append(path, a.at(p.latency, p.cpu))
			pl.Avoid(path[len(path)-1], 5)
		}
		pl.Lines = append(pl.Lines, path)
		a.line(draw.LineStyle{Color: k.style.Color, Width: 1, Dashes: broken[i]}, path...)
	}
	for _, k := range costs {
		for _, p := range k.points {
			glyph(a.Canvas, k.style, a.at(p.latency, p.cpu), 4.6, p.wait != schema.Block)
		}
	}
	for _, k := range costs {
		for _, p := range k.points {
			at := a.at(p.latency, p.cpu)
			name := k.name
			if p.doubtful {
				name = tables.Doubtful + name
			}
			box, far := pl.Place(at, curveNames.Width(name)+10, labelSize+1)
			if far {
				join := []vg.Point{at, labels.Nearest(box, at)}
				pl.Lines = append(pl.Lines, join)
				a.line(draw.LineStyle{Color: k.style.Color, Width: 0.6}, join...)
			}
			middle := (box.Min.Y + box.Max.Y) / 2
			veil(a.Canvas, box)
			glyph(a.Canvas, k.style, vg.Point{X: box.Min.X + 3, Y: middle}, 2.6, p.wait != schema.Block)
			write(a.Canvas, curveNames, box.Min.X+10, middle, name)
		}
	}
}

// references draws a line for each number of CPUs kept busy, names it above its upper end, and tells the placer.
func references(a area, p *plot.Plot, pl *labels.Placer) {
	text := style(9.5, faint, draw.XRight, draw.YBottom)
	for _, r := range []struct {
		cores float64
		name  string
	}{{2, "2 cores busy"}, {1, "1 core busy"}, {0.1, "0.1 core busy"}} {
		lo, hi := max(p.X.Min, p.Y.Min/r.cores), min(p.X.Max, p.Y.Max/r.cores)
		if lo >= hi {
			continue
		}
		from, to := a.at(lo, lo*r.cores), a.at(hi, hi*r.cores)
		// The name stands above the line; back from the end as far as the line falls by the name's height.
		slope := (to.Y - from.Y) / (to.X - from.X)
		right := min(to.X-3, to.X-(to.Y+15-a.Max.Y)/slope)
		if right-text.Width(r.name) < from.X {
			continue // too short a line to be named, or to be of use
		}
		at := vg.Point{X: right, Y: to.Y - (to.X-right)*slope + 3}
		a.line(draw.LineStyle{Color: faint, Width: 0.6, Dashes: []vg.Length{2, 3}}, from, to)
		pl.Lines = append(pl.Lines, []vg.Point{from, to})
		box := text.Rectangle(r.name).Add(at)
		if !pl.Take(box) {
			continue // the lines lie too close for two names
		}
		a.FillText(text, at, r.name)
	}
}
