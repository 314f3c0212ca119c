package chart

import (
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// frame is what surrounds every chart.
type frame struct {
	title    string
	subtitle string // what a point means
	caption  []string
}

const margin = vg.Length(18)

// captionSize is that of the small print below.
const captionSize = vg.Length(9.5)

// draw paints the frame and returns what it leaves free.
func (f frame) draw(c draw.Canvas) draw.Canvas {
	c.SetColor(white)
	c.Fill(c.Rectangle.Path())
	inner := draw.Crop(c, margin, -margin, margin, -margin)
	width := inner.Max.X - inner.Min.X
	top := inner.Max.Y
	head := bold(style(16, ink, draw.XLeft, draw.YTop))
	inner.FillText(head, vg.Point{X: inner.Min.X, Y: top}, shorten(head, f.title, width))
	top -= 22
	sub := style(11, faint, draw.XLeft, draw.YTop)
	inner.FillText(sub, vg.Point{X: inner.Min.X, Y: top}, shorten(sub, f.subtitle, width))
	top -= 22
	small := style(captionSize, faint, draw.XLeft, draw.YBottom)
	bottom := inner.Min.Y
	for i := len(f.caption) - 1; i >= 0; i-- {
		inner.FillText(small, vg.Point{X: inner.Min.X, Y: bottom}, shorten(small, f.caption[i], width))
		bottom += captionSize * 1.35
	}
	return draw.Crop(inner, 0, 0, bottom-inner.Min.Y+8, top-inner.Max.Y)
}
