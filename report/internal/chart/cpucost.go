package chart

import (
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
)

// cost is one mechanism's points in the chart of cost, one a wait.
type cost struct {
	name   string
	style  Style
	points []costPoint
}

type costPoint struct {
	wait         string
	latency, cpu float64
}

// cpuCost shows what speed costs: CPU time of both sides against the round trip. Busy waiting moves a mechanism left
// along the line that means two CPUs fully used.
func cpuCost(v view) (Chart, string) {
	costs, size := costsOf(v)
	if len(costs) == 0 {
		return Chart{}, "no CPU time of any round trip"
	}
	var xs, ys span
	c := Chart{Title: "CPU cost against latency: round trip of " + quantity.Size(size), width: 940, height: max(640, min(40*vg.Length(len(costs))+240, 1100))}
	for _, k := range costs {
		c.Labels, c.Series = append(c.Labels, k.name), append(c.Series, k.style)
		for _, p := range k.points {
			xs.add(p.latency)
			ys.add(p.cpu)
		}
	}
	f := frame{c.Title, "CPU time of both sides per round trip. Filled: wait=block. Hollow: busy waits (spin, or yield). A line joins the waits of one mechanism. Lower left is better.",
		caption(v.machine, v.place)}
	c.draw = func(dc draw.Canvas) {
		free := f.draw(dc)
		p := plot.New()
		logAxis(&p.X, xs.padded(0.08), decades{timeLabel})
		logAxis(&p.Y, ys.padded(0.08), decades{timeLabel})
		a := axes(p, free, "round trip, median", "CPU time of both sides per round trip, median")
		pl := placer{bounds: a.Rectangle}
		references(a, p, &pl)
		drawCosts(a, costs, &pl)
	}
	return c, ""
}

// costsOf collects the points at one size, in reading order.
func costsOf(v view) ([]cost, int64) {
	var costs []cost
	lines, size := latenciesAtOneSize(v)
	for _, l := range lines {
		cpu, ok := l.cell.Estimate(results.CPUTime)
		if !ok || cpu.Center <= 0 {
			continue
		}
		p := costPoint{l.Series.Wait, l.cell.Value(results.TimePerOp), cpu.Center}
		if i := slices.IndexFunc(costs, func(k cost) bool { return k.name == l.Label() }); i >= 0 {
			costs[i].points = append(costs[i].points, p)
		} else {
			costs = append(costs, cost{l.Label(), v.styles.of(l.Series.Mech), []costPoint{p}})
		}
	}
	return costs, size
}

// drawCosts draws the joins, then the points, then the names where nothing else is.
func drawCosts(a area, costs []cost, pl *placer) {
	for _, k := range costs {
		var path []vg.Point
		for _, p := range k.points {
			path = append(path, a.at(p.latency, p.cpu))
			pl.avoid(path[len(path)-1], 5)
		}
		pl.lines = append(pl.lines, path)
		a.line(draw.LineStyle{Color: k.style.Color, Width: 1}, path...)
	}
	for _, k := range costs {
		for _, p := range k.points {
			glyph(a.Canvas, k.style, a.at(p.latency, p.cpu), 4.6, p.wait != "block")
		}
	}
	for _, k := range costs {
		for _, p := range k.points {
			at := a.at(p.latency, p.cpu)
			box, far := pl.place(at, curveNames.Width(k.name)+10, labelSize+1)
			if far {
				join := []vg.Point{at, nearest(box, at)}
				pl.lines = append(pl.lines, join)
				a.line(draw.LineStyle{Color: k.style.Color, Width: 0.6}, join...)
			}
			middle := (box.Min.Y + box.Max.Y) / 2
			glyph(a.Canvas, k.style, vg.Point{X: box.Min.X + 3, Y: middle}, 2.6, p.wait != "block")
			write(a.Canvas, curveNames, box.Min.X+10, middle, k.name)
		}
	}
}

// references draws the lines on which so many CPUs are kept busy, each named above its upper end, and tells the placer.
func references(a area, p *plot.Plot, pl *placer) {
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
		a.FillText(text, at, r.name)
		pl.lines = append(pl.lines, []vg.Point{from, to})
		pl.taken = append(pl.taken, text.Rectangle(r.name).Add(at))
	}
}
