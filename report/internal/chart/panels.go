package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/paced"
	"ipcbench/report/internal/quantity"
)

// mostPanels is how many small pictures a chart of Paced has.
const mostPanels = 9

// pacedPanel is one mechanism in a chart of Paced: its curves differ in their wait alone.
type pacedPanel struct {
	way    paced.Way // of any of them
	title  string
	curves []paced.Curve
}

// pacedPanels are the pictures of a place, in reading order, and how many were left out: of more than there is room
// for, those with the most waits stay, and those of which nothing special was asked.
func pacedPanels(curves []paced.Curve) (panels []pacedPanel, more int) {
	for _, c := range curves {
		way := c.Sleeping()
		i := slices.IndexFunc(panels, func(p pacedPanel) bool { return p.way == way })
		if i < 0 {
			i = len(panels)
			panels = append(panels, pacedPanel{way: way})
		}
		panels[i].curves = append(panels[i].curves, c)
	}
	if more = len(panels) - mostPanels; more > 0 {
		order := slices.Clone(panels)
		slices.SortStableFunc(order, func(a, b pacedPanel) int { return b.weight() - a.weight() })
		order = order[:mostPanels]
		panels = slices.DeleteFunc(panels, func(p pacedPanel) bool {
			return !slices.ContainsFunc(order, func(o pacedPanel) bool { return o.way == p.way })
		})
	}
	for i := range panels {
		panels[i].title = panelTitle(panels[i].way, curves)
	}
	return panels, max(more, 0)
}

func (p pacedPanel) weight() int {
	w := len(p.curves)
	if p.way.With() == "" {
		w += 100
	}
	return w
}

// panelTitle names a mechanism, its size where there are several, and what else was asked for.
func panelTitle(w paced.Way, all []paced.Curve) string {
	title := paced.Name(w)
	if w.Size > 0 && slices.ContainsFunc(all, func(c paced.Curve) bool { return c.Size != w.Size }) {
		title += " · " + quantity.Size(w.Size)
	}
	if with := w.With(); with != "" {
		title += " · " + strings.ReplaceAll(with, " ", " · ")
	}
	return title
}

// drawnOf says how many pictures are left out; nil if none is.
func drawnOf(panels []pacedPanel, more int) []string {
	if more == 0 {
		return nil
	}
	return []string{fmt.Sprintf("Drawn are %d of %d; the tables have all.", len(panels), len(panels)+more)}
}

// pacedCurves are the curves of Paced at the place.
func (v view) pacedCurves() []paced.Curve {
	return slices.DeleteFunc(paced.Curves(v.machine), func(c paced.Curve) bool { return c.Place != v.place })
}

// oneHybrid leaves one curve of each that differ in nothing but how long hybrid spins: the usual one, or the first. It
// also says whether the others are left out.
func oneHybrid(curves []paced.Curve) (left []paced.Curve, some bool) {
	key, _ := schema.KeyNamed(schema.KeySpin)
	chosen := map[paced.Way]string{}
	ofAny := func(w paced.Way) paced.Way { w.Spin = ""; return w }
	for _, c := range curves {
		if before, ok := chosen[ofAny(c.Way)]; !ok || before != key.Default && c.Spin == key.Default {
			chosen[ofAny(c.Way)] = c.Spin
		}
	}
	for _, c := range curves {
		if chosen[ofAny(c.Way)] == c.Spin {
			left = append(left, c)
		} else {
			some = true
		}
	}
	return left, some
}

// waitsOf are the waits of curves in reading order.
func waitsOf(curves []paced.Curve) (waits []string) {
	for _, c := range curves {
		if !slices.Contains(waits, c.Wait) {
			waits = append(waits, c.Wait)
		}
	}
	slices.SortStableFunc(waits, func(a, b string) int { return schema.WaitRank(a) - schema.WaitRank(b) })
	return waits
}

// A grid lays small pictures out in rows.
type grid struct {
	columns, rows int
	height        vg.Length // of a row
}

func gridFor(n, widest int, height vg.Length) grid {
	columns := min(n, widest)
	if n == 4 {
		columns = 2
	}
	rows := (n + columns - 1) / columns
	if rows == 1 {
		height *= 1.5
	}
	return grid{columns, rows, height}
}

// panelGap is the space between two small pictures.
const panelGap = vg.Length(14)

// cell is the part of a canvas that picture i takes.
func (g grid) cell(c draw.Canvas, i int) draw.Canvas {
	width := (c.Max.X - c.Min.X) / vg.Length(g.columns)
	height := (c.Max.Y - c.Min.Y) / vg.Length(g.rows)
	x, y := vg.Length(i%g.columns), vg.Length(i/g.columns)
	c.Rectangle = vg.Rectangle{
		Min: vg.Point{X: c.Min.X + x*width, Y: c.Max.Y - (y+1)*height + panelGap/2},
		Max: vg.Point{X: c.Min.X + (x+1)*width - panelGap, Y: c.Max.Y - y*height - panelGap/2},
	}
	return c
}

// heading writes a picture's title and returns what is left of it.
func heading(c draw.Canvas, title string) draw.Canvas {
	head := bold(style(11, ink, draw.XLeft, draw.YTop))
	c.FillText(head, vg.Point{X: c.Min.X + titleRoom, Y: c.Max.Y}, shorten(head, title, c.Max.X-c.Min.X-titleRoom))
	return draw.Crop(c, 0, 0, 0, -17)
}

// rateTicks marks an axis of a small picture at the rates of its curves, and at powers of ten.
func rateTicks(c draw.Canvas, xs span, curves []paced.Curve) plot.Ticker {
	var due []float64
	for exp := math.Ceil(math.Log10(xs.lo)); exp <= math.Log10(xs.hi); exp++ {
		due = append(due, math.Pow(10, exp))
	}
	for _, cu := range curves {
		for _, q := range cu.Points {
			if q.Due > 0 && !math.IsInf(q.Due, 0) {
				due = append(due, q.Due)
			}
		}
	}
	slices.Sort(due)
	return measured{slices.Compact(due), c.Max.X - c.Min.X - besides, rateTick}
}

// rateTick labels an axis of rates.
func rateTick(v float64) string { return quantity.Rate(math.Round(v*1e6) / 1e6) }
