package chart

import (
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"ipcbench/report/internal/results"
)

// bySize describes a chart of one unit against message size, a panel for each wait.
type bySize struct {
	pattern, unit   string
	title, subtitle string
	axis            string
	label           func(float64) string
}

// curve is one line of such a chart.
type curve struct {
	name   string
	style  Style
	points []point
}

// point is a median and its interval (lo = hi = value when it has none).
type point struct {
	size          float64
	value, lo, hi float64
}

const (
	bySizeWidth = vg.Length(940)
	labelStep   = vg.Length(13.5)
	labelSize   = vg.Length(10.5)
)

// chart lays the chart out.
func (b bySize) chart(v view) (Chart, string) {
	waits := panelWaits(v, b.pattern)
	if len(waits) == 0 {
		return Chart{}, "no " + b.pattern + " results"
	}
	panels := make([][]curve, len(waits))
	var xs, ys span
	var all []int64
	most := 0
	c := Chart{Title: b.title}
	for i, w := range waits {
		panels[i] = b.curves(v, w)
		most = max(most, len(panels[i]))
		for _, cu := range panels[i] {
			c.Labels, c.Series = append(c.Labels, cu.name), append(c.Series, cu.style)
			for _, p := range cu.points {
				xs.add(p.size)
				ys.add(p.lo)
				ys.add(p.hi)
				all = append(all, int64(p.size))
			}
		}
	}
	slices.Sort(all)
	ticks := sizes(slices.Compact(all))
	xs, ys = xs.padded(0.06), ys.padded(0.05)
	c.width = bySizeWidth
	c.height = max(570, labelStep*vg.Length(most)+230)
	f := frame{b.title, b.subtitle, caption(v.machine, v.place)}
	c.draw = func(dc draw.Canvas) {
		free := f.draw(dc)
		width := (free.Max.X - free.Min.X) / vg.Length(len(panels))
		for i := range panels {
			panel := draw.Crop(free, width*vg.Length(i), -width*vg.Length(len(panels)-1-i), 0, 0)
			b.panel(panel, waits[i], panels[i], xs, ys, ticks, nameRoom(panels, width))
		}
	}
	return c, ""
}

// panel draws one wait.
func (b bySize) panel(c draw.Canvas, wait string, curves []curve, xs, ys span, ticks sizes, room vg.Length) {
	head := bold(style(12, ink, draw.XLeft, draw.YTop))
	c.FillText(head, vg.Point{X: c.Min.X + 4, Y: c.Max.Y}, waitTitle(wait))
	p := plot.New()
	logAxis(&p.X, xs, ticks)
	logAxis(&p.Y, ys, decades{b.label})
	a := axes(p, draw.Crop(c, 0, -room, 0, -20), "message size", b.axis)
	for i, cu := range curves {
		drawCurve(a, cu, i, len(curves))
	}
	nameCurves(a, c.Max.X, curves)
}

// nameRoom is the width to keep free at the right of every panel, the same for all so that their axes match.
func nameRoom(panels [][]curve, width vg.Length) vg.Length {
	var room vg.Length
	for _, curves := range panels {
		for _, cu := range curves {
			room = max(room, curveNames.Width(cu.name))
		}
	}
	return min(room, width*0.4) + leader + 16
}

// curves are the lines of one wait, in reading order.
func (b bySize) curves(v view, wait string) []curve {
	var list []curve
	for _, s := range v.machine.Series(b.pattern) {
		if s.Wait != wait || s.Place != v.place {
			continue
		}
		cu := curve{name: s.Name(), style: v.styles.of(s.Mech)}
		for _, size := range v.machine.Sizes(b.pattern, s) {
			if e, ok := v.machine.Cell(b.pattern, s, size).Estimate(b.unit); ok {
				cu.points = append(cu.points, point{float64(size), e.Center, e.Lo, e.Hi})
			}
		}
		if len(cu.points) > 0 {
			list = append(list, cu)
		}
	}
	return list
}

// panelWaits are block and spin where a place has them; the other waits only where it has neither.
func panelWaits(v view, pattern string) []string {
	var waits []string
	for _, s := range v.machine.Series(pattern) {
		if s.Place == v.place && !slices.Contains(waits, s.Wait) {
			waits = append(waits, s.Wait)
		}
	}
	slices.SortStableFunc(waits, func(a, b string) int { return results.WaitRank(a) - results.WaitRank(b) })
	main := slices.DeleteFunc(slices.Clone(waits), func(w string) bool { return w != "block" && w != "spin" })
	if len(main) > 0 {
		return main
	}
	return waits[:min(len(waits), 3)]
}

// waitTitle explains a wait in the words of the seed's distinction.
func waitTitle(wait string) string {
	switch wait {
	case "block":
		return "wait=block: sleeps until data comes"
	case "spin":
		return "wait=spin: busy-waits, never sleeps"
	case "":
		return "wait not given"
	}
	return "wait=" + wait
}
