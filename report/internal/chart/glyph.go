package chart

import (
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// shapes are the outlines of the markers, each within a circle of radius 1 or little more; as many as colours.
var shapes = []vg.Path{
	circle(),
	polygon(1.2, 3, 90),
	polygon(1.15, 4, 45),
	polygon(1.2, 4, 90),
	polygon(1.2, 3, 270),
	star(5, 90),
	cross(0),
	polygon(1.1, 6, 0),
	cross(45),
	hourglass(),
}

// glyph draws a marker. Hollow ones are filled white, so that a line does not show through.
func glyph(c draw.Canvas, s Style, at vg.Point, radius vg.Length, hollow bool) {
	path := scale(shapes[s.Shape], at, radius)
	c.SetLineStyle(draw.LineStyle{Color: s.Color, Width: 1.3})
	if hollow {
		c.SetColor(white)
		c.Fill(path)
		c.SetColor(s.Color)
		c.Stroke(path)
		return
	}
	c.SetColor(s.Color)
	c.Fill(path)
	c.SetLineStyle(draw.LineStyle{Color: white, Width: 0.5})
	c.Stroke(path)
}

func scale(path vg.Path, at vg.Point, radius vg.Length) vg.Path {
	out := make(vg.Path, len(path))
	for i, p := range path {
		p.Pos = at.Add(p.Pos.Scale(radius))
		p.Radius *= radius
		out[i] = p
	}
	return out
}

func circle() vg.Path {
	var p vg.Path
	p.Move(vg.Point{X: 1})
	p.Arc(vg.Point{}, 1, 0, 2*math.Pi)
	p.Close()
	return p
}

// polygon has its first corner at the given angle.
func polygon(radius float64, corners int, degrees float64) vg.Path {
	radii := make([]float64, corners)
	for i := range radii {
		radii[i] = radius
	}
	return closed(radii, degrees)
}

func star(points int, degrees float64) vg.Path {
	radii := make([]float64, 2*points)
	for i := range radii {
		radii[i] = 1.3
		if i%2 == 1 {
			radii[i] = 0.6
		}
	}
	return closed(radii, degrees)
}

// closed joins corners at equal angles and the given distances.
func closed(radii []float64, degrees float64) vg.Path {
	var p vg.Path
	for i, r := range radii {
		sin, cos := math.Sincos((degrees + 360*float64(i)/float64(len(radii))) * math.Pi / 180)
		at := vg.Point{X: vg.Length(r * cos), Y: vg.Length(r * sin)}
		if i == 0 {
			p.Move(at)
		} else {
			p.Line(at)
		}
	}
	p.Close()
	return p
}

// hourglass is two triangles tip to tip.
func hourglass() vg.Path {
	var p vg.Path
	p.Move(vg.Point{X: -1, Y: 1.1})
	p.Line(vg.Point{X: 1, Y: 1.1})
	p.Line(vg.Point{X: -1, Y: -1.1})
	p.Line(vg.Point{X: 1, Y: -1.1})
	p.Close()
	return p
}

// cross is a fat plus sign, turned.
func cross(degrees float64) vg.Path {
	const arm, half = 1.15, 0.38
	corners := []struct{ x, y float64 }{
		{arm, -half}, {arm, half}, {half, half}, {half, arm}, {-half, arm}, {-half, half},
		{-arm, half}, {-arm, -half}, {-half, -half}, {-half, -arm}, {half, -arm}, {half, -half},
	}
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	var p vg.Path
	for i, c := range corners {
		at := vg.Point{X: vg.Length(c.x*cos - c.y*sin), Y: vg.Length(c.x*sin + c.y*cos)}
		if i == 0 {
			p.Move(at)
		} else {
			p.Line(at)
		}
	}
	p.Close()
	return p
}
