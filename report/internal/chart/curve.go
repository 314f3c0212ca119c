package chart

import (
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"ipcbench/report/internal/chart/labels"
)

// leader is the room between the axes' right end and a curve's name, in which a thin line joins them.
const leader = vg.Length(20)

// curveNames is how a curve's name is written.
var curveNames = style(labelSize, ink, draw.XLeft, draw.YCenter)

// drawCurve draws a line with its intervals and markers. A single point is a marker. The first curves are drawn
// thicker, so that one which a later curve covers still shows beside it.
func drawCurve(a area, cu curve, i, n int, dashes []vg.Length) {
	bulk := vg.Length(n-i) / vg.Length(n)
	var path []vg.Point
	for _, p := range cu.points {
		path = append(path, a.at(p.size, p.value))
		if p.hi > p.lo && p.lo > 0 {
			a.line(draw.LineStyle{Color: cu.style.Color, Width: 1}, a.at(p.size, p.lo), a.at(p.size, p.hi))
		}
	}
	a.line(draw.LineStyle{Color: cu.style.Color, Width: 1.2 + bulk, Dashes: dashes}, path...)
	for k, at := range path {
		glyph(a.Canvas, cu.style, at, 3.3+0.9*bulk, cu.points[k].doubtful)
	}
}

// nameCurves writes the name of each curve at the right of the area, moved apart where names would touch, and joins it
// to the last point of the curve by a thin line. The line is dotted where it is long, so that nobody takes it for data.
// A single point far from the right is named where it stands.
func nameCurves(a area, right vg.Length, curves []curve) {
	far := furthest(a, curves)
	var ends []vg.Point
	var named []curve
	var want []vg.Length
	for _, cu := range curves {
		end := a.at(cu.points[len(cu.points)-1].size, cu.points[len(cu.points)-1].value)
		if len(cu.points) == 1 && end.X < far-1 {
			continue
		}
		ends, named, want = append(ends, end), append(named, cu), append(want, end.Y)
	}
	positions := labels.Spread(want, labelStep, a.Min.Y, a.Max.Y)
	for i, cu := range named {
		thin := draw.LineStyle{Color: cu.style.Color, Width: 0.7}
		run := thin
		if a.Max.X-ends[i].X > 2*leader {
			run.Dashes = []vg.Length{1.5, 2.5}
		}
		edge := vg.Point{X: a.Max.X, Y: ends[i].Y}
		text := vg.Point{X: a.Max.X + leader, Y: positions[i]}
		a.line(run, ends[i], edge)
		a.line(thin, edge, vg.Point{X: text.X - 3, Y: text.Y})
		glyph(a.Canvas, cu.style, vg.Point{X: text.X + 2, Y: text.Y}, 3.2, false)
		write(a.Canvas, curveNames, text.X+9, text.Y, shorten(curveNames, cu.name, right-text.X-9))
	}
	nameLonePoints(a, curves, far)
}

// nameLonePoints names the single points that stand left of where the curves end, clear of all else.
func nameLonePoints(a area, curves []curve, far vg.Length) {
	pl := labels.Placer{Bounds: a.Rectangle}
	var lone []curve
	for _, cu := range curves {
		var path []vg.Point
		for _, p := range cu.points {
			path = append(path, a.at(p.size, p.value))
			pl.Avoid(path[len(path)-1], 5)
		}
		pl.Lines = append(pl.Lines, path)
		if len(path) == 1 && path[0].X < far-1 {
			lone = append(lone, cu)
		}
	}
	for _, cu := range lone {
		at := a.at(cu.points[0].size, cu.points[0].value)
		box, apart := pl.Place(at, curveNames.Width(cu.name), labelSize+1)
		if apart {
			a.line(draw.LineStyle{Color: cu.style.Color, Width: 0.6}, at, labels.Nearest(box, at))
		}
		write(a.Canvas, curveNames, box.Min.X, (box.Min.Y+box.Max.Y)/2, cu.name)
	}
}

// furthest is where the longest curves end.
func furthest(a area, curves []curve) vg.Length {
	far := a.Min.X
	for _, cu := range curves {
		far = max(far, a.x(cu.points[len(cu.points)-1].size))
	}
	return far
}
