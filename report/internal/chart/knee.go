package chart

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"ipcbench/report/internal/chart/labels"
	"ipcbench/report/internal/knees"
)

// kneeRadius is that of the ring around a knee.
const kneeRadius = vg.Length(6.5)

// mostNamed is how many knees of a panel are named. Of more, names would hide the curves; the table has them all.
const mostNamed = 6

var kneeNames = style(9, ink, draw.XLeft, draw.YCenter)

// A mark is a knee on a curve.
type mark struct {
	size float64
	name string // of the boundary near it
}

// drawKnees draws a ring around each knee, and names it where there are few.
func drawKnees(a area, curves []curve, guides []guide) {
	pl := labels.Placer{Bounds: a.Rectangle}
	for _, g := range guides {
		x := a.x(g.size)
		pl.Lines = append(pl.Lines, []vg.Point{{X: x, Y: a.Min.Y}, {X: x, Y: a.Max.Y}})
	}
	total := 0
	for _, cu := range curves {
		total += len(cu.knees)
		var path []vg.Point
		for _, p := range cu.points {
			path = append(path, a.at(p.size, p.value))
			pl.Avoid(path[len(path)-1], 4)
		}
		pl.Lines = append(pl.Lines, path)
	}
	var names []named
	for _, cu := range curves {
		for _, k := range cu.knees {
			at, ok := cu.position(a, k.size)
			if !ok {
				continue
			}
			ring := draw.LineStyle{Color: ink, Width: 1.1}
			a.SetLineStyle(ring)
			a.Stroke(scale(circle(), at, kneeRadius))
			pl.Avoid(at, kneeRadius)
			here := named{at, k.name}
			if total > mostNamed || slices.ContainsFunc(names, here.covers) {
				continue
			}
			names = append(names, here)
			box, _ := pl.Place(at, kneeNames.Width(k.name), 10)
			a.line(draw.LineStyle{Color: ink, Width: 0.5}, edge(at, labels.Nearest(box, at)), labels.Nearest(box, at))
			write(a.Canvas, kneeNames, box.Min.X, (box.Min.Y+box.Max.Y)/2, k.name)
		}
	}
}

// named is a knee that has its name written beside it.
type named struct {
	at   vg.Point
	name string
}

// covers tells whether one name does for both: their rings touch.
func (n named) covers(other named) bool {
	return n.name == other.name && distance(n.at, other.at) < 2*kneeRadius
}

func distance(a, b vg.Point) vg.Length {
	way := b.Sub(a)
	return vg.Length(math.Hypot(float64(way.X), float64(way.Y)))
}

// edge is where the line from the middle of a ring to a point leaves the ring.
func edge(at, to vg.Point) vg.Point {
	length := distance(at, to)
	if length <= kneeRadius {
		return to
	}
	return at.Add(to.Sub(at).Scale(kneeRadius / length))
}

// position is where the curve has a size.
func (cu curve) position(a area, size float64) (vg.Point, bool) {
	for _, p := range cu.points {
		if p.size == size {
			return a.at(p.size, p.value), true
		}
	}
	return vg.Point{}, false
}

// kneeCaption explains rings and guides.
func kneeCaption(all sizeRow, boundaries []knees.Boundary) string {
	text := "Rings: knees, from which on a byte costs more, or less, than before; as far as the noise of the samples " +
		"shows them. The table has their figures."
	if !all.hasKnees() {
		text = "No knee shows in these curves beside the noise of their samples; to be found they need 3 samples of " +
			"each size, better 6."
	}
	if len(boundaries) > 0 {
		text += " Dashed: sizes that this machine names."
	}
	return text
}

func (r sizeRow) hasKnees() bool {
	for _, curves := range r.panels {
		for _, cu := range curves {
			if len(cu.knees) > 0 {
				return true
			}
		}
	}
	return false
}

// familiesIn are the families of the mechanisms of a row.
func (v view) familiesIn(r sizeRow) []string {
	var mechs []string
	for _, curves := range r.panels {
		for _, cu := range curves {
			mechs = append(mechs, cu.mech)
		}
	}
	return v.familiesOf(mechs)
}
