package chart

import (
	"image/color"
	"slices"

	"gonum.org/v1/plot/vg"
)

// Style is how a mechanism, or a wait, looks in every chart.
type Style struct {
	Color color.RGBA
	Shape int // index into shapes
}

// palette is distinguishable with any of the common colour blindnesses and on white paper: Okabe and Ito's colours
// (jfly.uni-koeln.de/color) without their yellow, then wine, olive and grey from Paul Tol's schemes.
var palette = []color.RGBA{
	{0x00, 0x72, 0xB2, 0xFF}, // blue
	{0xE6, 0x9F, 0x00, 0xFF}, // orange
	{0x00, 0x9E, 0x73, 0xFF}, // bluish green
	{0xD5, 0x5E, 0x00, 0xFF}, // vermilion
	{0xCC, 0x79, 0xA7, 0xFF}, // reddish purple
	{0x56, 0xB4, 0xE9, 0xFF}, // sky blue
	{0x00, 0x00, 0x00, 0xFF}, // black
	{0x88, 0x22, 0x55, 0xFF}, // wine
	{0x99, 0x99, 0x33, 0xFF}, // olive
	{0x7F, 0x7F, 0x7F, 0xFF}, // grey
}

var (
	ink   = color.RGBA{0x22, 0x22, 0x22, 0xFF} // text
	faint = color.RGBA{0x66, 0x66, 0x66, 0xFF} // captions, reference lines
	rule  = color.RGBA{0xE4, 0xE4, 0xE4, 0xFF} // grid
	white = color.RGBA{0xFF, 0xFF, 0xFF, 0xFF}
)

// styles gives each mechanism its style by its place in the reading order.
type styles struct{ order []string }

// of gives no two of the first hundred mechanisms the same pair of colour and marker: each time round the palette the
// markers shift by one.
func (s styles) of(mech string) Style {
	i := max(0, slices.Index(s.order, mech))
	return styleAt(i)
}

func styleAt(i int) Style {
	round := i / len(palette)
	return Style{palette[i%len(palette)], (i + round) % len(shapes)}
}

// breaks are how lines are broken of which one before has the same colour: each further one otherwise.
var breaks = [][]vg.Length{nil, {6, 2.5}, {8, 2, 1.5, 2}, {3, 3}}

// repeated is how to break the line of each of some that are drawn in one picture, so that no two that have the same
// colour look alike.
func repeated[T any](lines []T, of func(T) Style) [][]vg.Length {
	list := make([][]vg.Length, len(lines))
	seen := map[color.RGBA]int{}
	for i, l := range lines {
		c := of(l).Color
		list[i] = breaks[min(seen[c], len(breaks)-1)]
		seen[c]++
	}
	return list
}

// waitStyle is the style of a wait where rows, not lines, are the mechanisms.
func waitStyle(rank int) Style {
	looks := []Style{
		{palette[0], 0}, {palette[3], 3}, {palette[2], 2}, {palette[4], 7}, {palette[8], 6}, {palette[6], 8},
	}
	return looks[min(rank, len(looks)-1)]
}
