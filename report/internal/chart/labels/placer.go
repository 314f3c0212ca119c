package labels

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
)

// A Placer finds room for names near the points they belong to.
type Placer struct {
	Bounds vg.Rectangle
	taken  []vg.Rectangle // names and points: never overlapped
	names  []vg.Rectangle // those of taken that are names
	Lines  [][]vg.Point   // crossed only when nothing else is free
}

// Avoid keeps names off a point.
func (p *Placer) Avoid(at vg.Point, radius vg.Length) {
	r := vg.Point{X: radius, Y: radius}
	p.taken = append(p.taken, vg.Rectangle{Min: at.Sub(r), Max: at.Add(r)})
}

// Place finds the nearest free box of the given size around a point and takes it. It is far when a line must join them.
func (p *Placer) Place(at vg.Point, width, height vg.Length) (box vg.Rectangle, far bool) {
	best := math.Inf(1)
	for ring := 0; ring < 40; ring++ {
		distance := vg.Length(7 + 5*ring)
		for turn := range 24 {
			sin, cos := math.Sincos(2 * math.Pi * float64(turn) / 24)
			candidate := boxBeside(at, distance, vg.Length(cos), vg.Length(sin), width, height)
			if price := float64(distance) + p.price(candidate, at); price < best {
				best, box, far = price, candidate, ring > 1
			}
		}
		if best < float64(distance) { // nothing further out can be better
			break
		}
	}
	p.taken = append(p.taken, box)
	p.names = append(p.names, box)
	return box, far
}

// Take takes a box of the caller's choice, unless something is there or nearly so. It tells whether it did.
func (p *Placer) Take(box vg.Rectangle) bool {
	if slices.ContainsFunc(p.taken, func(t vg.Rectangle) bool { return overlap(grown(box, 3), t) }) {
		return false
	}
	p.taken = append(p.taken, box)
	return true
}

// boxBeside is a box that touches the circle of the given radius around at, in the direction (x, y).
func boxBeside(at vg.Point, radius, x, y, width, height vg.Length) vg.Rectangle {
	corner := vg.Point{X: at.X + radius*x + width*(x-1)/2, Y: at.Y + radius*y + height*(y-1)/2}
	return vg.Rectangle{Min: corner, Max: corner.Add(vg.Point{X: width, Y: height})}
}

// price is what a candidate costs beyond its distance: overlapping is all but forbidden, crossing a line is not nice.
func (p *Placer) price(box vg.Rectangle, from vg.Point) float64 {
	price := 0.0
	if box.Min.X < p.Bounds.Min.X || box.Max.X > p.Bounds.Max.X || box.Min.Y < p.Bounds.Min.Y ||
		box.Max.Y > p.Bounds.Max.Y {
		price += 5000
	}
	for _, t := range p.taken {
		if overlap(grown(box, 1.5), t) {
			price += 1000
		}
	}
	to := Nearest(box, from)
	for _, line := range p.Lines {
		for i := 1; i < len(line); i++ {
			if touches(box, line[i-1], line[i]) {
				price += 200
			}
			if !inside(box, from) && crosses(from, to, line[i-1], line[i]) {
				price += 20
			}
		}
	}
	for _, t := range p.taken {
		// A joining line through a name or a foreign point misleads.
		if !inside(t, from) && touches(t, from, to) {
			price += 60
		}
	}
	for _, n := range p.names {
		if touches(n, from, to) {
			price += 300
		}
	}
	return price
}

func grown(r vg.Rectangle, by vg.Length) vg.Rectangle {
	d := vg.Point{X: by, Y: by}
	return vg.Rectangle{Min: r.Min.Sub(d), Max: r.Max.Add(d)}
}

func overlap(a, b vg.Rectangle) bool {
	return a.Min.X < b.Max.X && b.Min.X < a.Max.X && a.Min.Y < b.Max.Y && b.Min.Y < a.Max.Y
}

func inside(r vg.Rectangle, p vg.Point) bool {
	return p.X >= r.Min.X && p.X <= r.Max.X && p.Y >= r.Min.Y && p.Y <= r.Max.Y
}

// Nearest is the point of a box that is nearest to p.
func Nearest(r vg.Rectangle, p vg.Point) vg.Point {
	return vg.Point{X: max(r.Min.X, min(p.X, r.Max.X)), Y: max(r.Min.Y, min(p.Y, r.Max.Y))}
}

// crosses says whether two straight lines cross strictly within both, so that lines which start in one point do not.
func crosses(a, b, c, d vg.Point) bool {
	side := func(p, q, r vg.Point) vg.Length { return (q.X-p.X)*(r.Y-p.Y) - (q.Y-p.Y)*(r.X-p.X) }
	return side(a, b, c)*side(a, b, d) < 0 && side(c, d, a)*side(c, d, b) < 0
}

// touches says whether the line from a to b meets a box: Liang and Barsky's clipping.
func touches(r vg.Rectangle, a, b vg.Point) bool {
	t0, t1 := 0.0, 1.0
	d := b.Sub(a)
	for _, e := range [4][2]float64{
		{float64(-d.X), float64(a.X - r.Min.X)}, {float64(d.X), float64(r.Max.X - a.X)},
		{float64(-d.Y), float64(a.Y - r.Min.Y)}, {float64(d.Y), float64(r.Max.Y - a.Y)},
	} {
		switch {
		case e[0] == 0 && e[1] < 0:
			return false
		case e[0] < 0:
			t0 = max(t0, e[1]/e[0])
		case e[0] > 0:
			t1 = min(t1, e[1]/e[0])
		}
	}
	return t0 <= t1
}
