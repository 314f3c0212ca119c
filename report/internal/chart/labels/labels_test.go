package labels

import (
	"fmt"
	"testing"

	"gonum.org/v1/plot/vg"
	"pgregory.net/rapid"
)

func TestSpreadKeepsNamesApartAndInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.SliceOfN(rapid.Float64Range(0, 500), 1, 60).Draw(t, "wishes")
		want := make([]vg.Length, len(raw))
		for i, v := range raw {
			want[i] = vg.Length(v)
		}
		const lo, hi, step = 20, 480, 13
		got := Spread(want, step, lo, hi)
		apart := vg.Length(step)
		if n := len(got); n > 1 {
			apart = min(apart, vg.Length(hi-lo)/vg.Length(n-1))
		}
		for i := range got {
			if got[i] < lo-1e-6 || got[i] > hi+1e-6 {
				t.Fatalf("%v outside", got[i])
			}
			for j := range i {
				gap := got[i] - got[j]
				if max(gap, -gap) < apart-1e-6 {
					t.Fatalf("%d and %d are %v apart, want %v", i, j, gap, apart)
				}
				if (want[i]-want[j])*gap < 0 {
					t.Fatalf("%d and %d changed sides", i, j)
				}
			}
		}
	})
}

func TestPlacedNamesDoNotOverlap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pl := Placer{Bounds: vg.Rectangle{Max: vg.Point{X: 800, Y: 500}}}
		n := rapid.IntRange(1, 20).Draw(t, "n")
		var points []vg.Point
		for i := range n {
			p := vg.Point{
				X: vg.Length(rapid.Float64Range(300, 420).Draw(t, fmt.Sprint("x", i))),
				Y: vg.Length(rapid.Float64Range(200, 260).Draw(t, fmt.Sprint("y", i))),
			}
			points = append(points, p)
			pl.Avoid(p, 5)
		}
		var boxes []vg.Rectangle
		for _, p := range points {
			box, _ := pl.Place(p, 60, 12)
			for _, other := range boxes {
				if overlap(box, other) {
					t.Fatalf("%v overlaps %v", box, other)
				}
			}
			boxes = append(boxes, box)
		}
	})
}
