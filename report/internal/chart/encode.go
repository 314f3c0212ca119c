package chart

import (
	"bytes"
	"fmt"

	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"
)

// dpi makes a PNG of two pixels a point: sharp on screens of double density.
const dpi = 144

// PNG draws the chart as a PNG image.
func (c Chart) PNG() ([]byte, error) {
	canvas := vgimg.PngCanvas{Canvas: vgimg.NewWith(vgimg.UseWH(c.width, c.height), vgimg.UseDPI(dpi))}
	c.draw(draw.New(canvas))
	var b bytes.Buffer
	if _, err := canvas.WriteTo(&b); err != nil {
		return nil, fmt.Errorf("chart %s as PNG: %w", c.Name, err)
	}
	return b.Bytes(), nil
}

// SVG draws the chart as an SVG document. Its fonts are not embedded, so each text names what to use in place of
// Liberation: fonts of the same widths.
func (c Chart) SVG() ([]byte, error) {
	canvas := vgsvg.NewWith(vgsvg.UseWH(c.width, c.height))
	c.draw(draw.New(canvas))
	var b bytes.Buffer
	if _, err := canvas.WriteTo(&b); err != nil {
		return nil, fmt.Errorf("chart %s as SVG: %w", c.Name, err)
	}
	return bytes.ReplaceAll(b.Bytes(), []byte("font-family:Liberation Sans;"),
		[]byte("font-family:'Liberation Sans',Arial,Helvetica,sans-serif;")), nil
}

// Pixels is the size of the chart's PNG.
func (c Chart) Pixels() (width, height int) {
	return int(c.width.Dots(dpi) + 0.5), int(c.height.Dots(dpi) + 0.5)
}
