package chart

import (
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"ipcbench/report/internal/knees"
)

// A guide is an upright line at a size that the machine has something of: a page, a cache, a buffer. Its name stands
// above the area, right of the line. Names that would touch stand one above the other, and no line crosses a name.
type guide struct {
	size float64
	name string
	tier int // in which line of names its name stands, from below
}

const guideSize = vg.Length(9)

var guideNames = style(guideSize, faint, draw.XLeft, draw.YBottom)

const guideStep = guideSize * 1.3

// guidesOf are the guides that lie in the range of an axis which is width long.
func guidesOf(boundaries []knees.Boundary, xs span, width vg.Length) (list []guide) {
	for _, b := range boundaries {
		if size := float64(b.Size); size >= xs.lo && size <= xs.hi {
			list = append(list, guide{size: size, name: b.String()})
		}
	}
	at := func(g guide) vg.Length { return width * vg.Length(math.Log(g.size/xs.lo)/math.Log(xs.hi/xs.lo)) }
	for i := len(list) - 1; i >= 0; i-- {
		end := at(list[i]) + guideNames.Width(list[i].name) + 12
		for _, right := range list[i+1:] {
			if at(right) < end {
				list[i].tier = max(list[i].tier, right.tier+1)
			}
		}
	}
	return list
}

// roomFor is the height that the names of guides take above the area.
func roomFor(guides []guide) vg.Length {
	if len(guides) == 0 {
		return 0
	}
	tiers := 0
	for _, g := range guides {
		tiers = max(tiers, g.tier+1)
	}
	return vg.Length(tiers)*guideStep + 3
}

// drawGuides draws them, below all else. No name goes beyond right.
func drawGuides(a area, guides []guide, right vg.Length) {
	for _, g := range guides {
		x, top := a.x(g.size), a.Max.Y+3+vg.Length(g.tier)*guideStep
		a.line(draw.LineStyle{Color: faint, Width: 0.6, Dashes: []vg.Length{3, 3}},
			vg.Point{X: x, Y: a.Min.Y}, vg.Point{X: x, Y: top + guideSize*0.8})
		a.FillText(guideNames, vg.Point{X: min(x+3, right-guideNames.Width(g.name)), Y: top}, g.name)
	}
}
