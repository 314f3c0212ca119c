package chart

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/paced"
)

// pacedCores shows what receiving keeps busy at each rate.
func pacedCores(v view) (Chart, string) {
	return ratedKind{
		title: "Paced: CPU that the receiver keeps busy, against the rate at which messages are due",
		subtitle: "The receiver's CPU time ÷ wall time: 1 is one CPU fully used. Medians over samples, upright their " +
			"95 % interval (of fewer than 6, their range). Lower is better.",
		hollow: "Hollow: some sample did not hold this rate; fewer messages arrived than were due.",
		empty:  "no CPU time of a receiver",
		extent: func(curves []paced.Curve) (ys span, ok bool) {
			ys.add(1)
			for _, c := range curves {
				for _, p := range c.Points {
					if e, known := p.Cell.Estimate(schema.RecvCores); known {
						ys.add(e.Hi)
						ok = true
					}
				}
			}
			return ys, ok
		},
		draw: drawPacedCores,
	}.chart(v)
}

func drawPacedCores(c draw.Canvas, panel pacedPanel, xs, ys span, _ int) {
	c = heading(c, panel.title)
	p := plot.New()
	logAxis(&p.X, xs, rateTicks(c, xs, panel.curves))
	logAxis(&p.Y, ys, decades{rateTick})
	p.Y.Scale, p.Y.Tick.Marker = plot.LinearScale{}, plot.DefaultTicks{}
	p.Y.Min, p.Y.Max = 0, 1.06*ys.hi
	a := axes(p, c, "messages due per second", "receiver's CPU, cores")
	for _, cu := range panel.curves {
		drawCores(a, waitStyle(schema.WaitRank(cu.Wait)), cu)
	}
}

// drawCores draws what one way to wait keeps busy.
func drawCores(a area, s Style, cu paced.Curve) {
	var path []vg.Point
	var hollow []bool
	for _, q := range cu.Points {
		e, ok := q.Cell.Estimate(schema.RecvCores)
		if !ok || !(q.Due > 0) {
			continue
		}
		path, hollow = append(path, a.at(q.Due, e.Center)), append(hollow, !q.Held.All())
		if e.Hi > e.Lo {
			a.line(draw.LineStyle{Color: s.Color, Width: 0.8}, a.at(q.Due, e.Lo), a.at(q.Due, e.Hi))
		}
	}
	a.line(draw.LineStyle{Color: s.Color, Width: 1.6}, path...)
	for i, at := range path {
		glyph(a.Canvas, s, at, 3.6, hollow[i])
	}
}
