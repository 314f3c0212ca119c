package chart

import (
	"image/color"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// sans is embedded in gonum/plot, so a PNG looks the same everywhere; it has µ, ×, – and ·.
var sans = font.Font{Typeface: "Liberation", Variant: "Sans"}

// style makes a text style of a size in points.
func style(size vg.Length, c color.Color, x draw.XAlignment, y draw.YAlignment) draw.TextStyle {
	return draw.TextStyle{Color: c, Font: font.From(sans, size), XAlign: x, YAlign: y, Handler: plot.DefaultTextHandler}
}

func bold(s draw.TextStyle) draw.TextStyle {
	s.Font.Weight = xfont.WeightBold
	return s
}

// write writes one line of text beside a marker: its small letters, not its whole height, stand level with y.
func write(c draw.Canvas, s draw.TextStyle, x, y vg.Length, text string) {
	c.FillText(s, vg.Point{X: x, Y: y + s.Font.Size*0.11}, text)
}

// veil makes what lies behind a name faint, so that a line which crosses it does not strike it out.
func veil(c draw.Canvas, box vg.Rectangle) {
	c.SetColor(color.RGBA{0xD9, 0xD9, 0xD9, 0xD9}) // white, of which 85 % covers: premultiplied
	c.Fill(box.Path())
}

// shorten cuts text to a width, marking the cut.
func shorten(s draw.TextStyle, text string, width vg.Length) string {
	if s.Width(text) <= width {
		return text
	}
	runes := []rune(text)
	for len(runes) > 1 && s.Width(string(runes)+"…") > width {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}
