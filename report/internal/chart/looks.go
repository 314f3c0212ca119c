package chart

import (
	"fmt"
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// Looks are the styles of mechanisms as data, for what draws charts of its own: the page.
type Looks struct {
	// Shapes are the corners of each marker, y upwards, within about 1 of the origin; none for a circle.
	Shapes [][][2]float64    `json:"shapes"`
	Marks  map[string][2]int `json:"marks"` // of each mechanism, the numbers of its colour and its shape
	Colors int               `json:"colors"`
	Light  []string          `json:"-"` // the colours as #rrggbb, on white
	Dark   []string          `json:"-"` // and on a dark ground
}

// dark are the colours of the palette on a dark ground: those that would not be seen there are lighter.
var dark = []color.RGBA{
	{0x00, 0x72, 0xB2, 0xFF}, // blue
	{0xE6, 0x9F, 0x00, 0xFF}, // orange
	{0x00, 0x9E, 0x73, 0xFF}, // bluish green
	{0xD5, 0x5E, 0x00, 0xFF}, // vermilion
	{0xCC, 0x79, 0xA7, 0xFF}, // reddish purple
	{0x56, 0xB4, 0xE9, 0xFF}, // sky blue
	{0xFF, 0xFF, 0xFF, 0xFF}, // white, for black
	{0xC0, 0x4A, 0x86, 0xFF}, // wine
	{0x99, 0x99, 0x33, 0xFF}, // olive
	{0x8F, 0x8F, 0x8F, 0xFF}, // grey
}

// LooksOf are the looks of mechanisms in their reading order.
func LooksOf(order []string) Looks {
	l := Looks{Marks: map[string][2]int{}, Colors: len(palette)}
	for i := range palette {
		l.Light, l.Dark = append(l.Light, hex(palette[i])), append(l.Dark, hex(dark[i]))
	}
	for _, path := range shapes {
		l.Shapes = append(l.Shapes, corners(path))
	}
	for i, mech := range order {
		l.Marks[mech] = [2]int{i % len(palette), styleAt(i).Shape}
	}
	return l
}

// hex is a colour as style sheets write it.
func hex(c color.RGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// corners are those of a path; none of one with an arc, which is a circle.
func corners(path vg.Path) [][2]float64 {
	list := [][2]float64{}
	for _, p := range path {
		switch p.Type {
		case vg.ArcComp:
			return [][2]float64{}
		case vg.MoveComp, vg.LineComp:
			list = append(list, [2]float64{hundredth(p.Pos.X), hundredth(p.Pos.Y)})
		}
	}
	return list
}

func hundredth(v vg.Length) float64 { return math.Round(100*float64(v)) / 100 }
