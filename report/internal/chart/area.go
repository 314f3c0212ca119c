package chart

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// area is the part of a canvas that a plot's axes enclose, with the way from data to points on it.
type area struct {
	draw.Canvas
	x, y func(float64) vg.Length
}

// titleRoom is the room for an axis title.
const titleRoom = vg.Length(18)

// axes draws a plot's axes, their titles and a grid, and returns the area between them. The titles are drawn here
// because gonum puts them at the arithmetic middle, which on a logarithmic axis is near its end. The data are drawn
// by the chart itself, since names at the ends of lines stand outside of the area, where a plot.Plotter may not draw.
func axes(p *plot.Plot, c draw.Canvas, xTitle, yTitle string) area {
	whole := c
	c = draw.Crop(c, 0, 0, titleRoom, 0)
	if yTitle != "" {
		c = draw.Crop(c, titleRoom, 0, 0, 0)
	}
	grid := plotter.NewGrid()
	grid.Vertical.Color, grid.Horizontal.Color = rule, rule
	p.Add(grid)
	p.BackgroundColor = nil
	p.Draw(c)
	data := p.DataCanvas(c)
	x, y := p.Transforms(&data)
	below := style(11, ink, draw.XCenter, draw.YBottom)
	whole.FillText(below, vg.Point{X: (data.Min.X + data.Max.X) / 2, Y: whole.Min.Y}, xTitle)
	upright := style(11, ink, draw.XCenter, draw.YTop)
	upright.Rotation = math.Pi / 2
	whole.FillText(upright, vg.Point{X: whole.Min.X, Y: (data.Min.Y + data.Max.Y) / 2}, yTitle)
	return area{data, x, y}
}

func (a area) at(x, y float64) vg.Point { return vg.Point{X: a.x(x), Y: a.y(y)} }

// line draws a straight or broken line.
func (a area) line(s draw.LineStyle, points ...vg.Point) {
	if len(points) > 1 {
		a.StrokeLines(s, points)
	}
}
