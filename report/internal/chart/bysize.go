package chart

import (
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/knees"
)

// bySize describes a chart of one unit against message size, a panel for each wait.
type bySize struct {
	pattern, unit   string
	title, subtitle string
	axis            string
	label           func(float64) string
	better          func(a, b float64) bool // whether a is better than b

	boundaries []knees.Boundary // that are drawn as guides
}

// sizesOf tells whether curves over sizes have more than dots to show: not where each series of a pattern has one size
// only, as after make quick. The ranking and the tables have those figures.
func sizesOf(pattern string) func(view) bool {
	return func(v view) bool {
		measured := false
		for _, s := range v.machine.Series(pattern) {
			if s.Place != v.place {
				continue
			}
			measured = true
			if len(v.machine.Sizes(pattern, s)) > 1 {
				return true
			}
		}
		return !measured // then the chart itself says so
	}
}

// curve is one line of such a chart.
type curve struct {
	name   string
	mech   string
	style  Style
	points []point
	knees  []mark
}

// point is the median over samples and its interval (of fewer than 6 samples their range).
type point struct {
	size          float64
	value, lo, hi float64
	doubtful      bool // see [results.Cell.Doubtful]
}

const (
	bySizeWidth = vg.Length(940)
	labelStep   = vg.Length(13.5)
	labelSize   = vg.Length(10.5)
)

// chart lays the chart out: a column for each wait; one row, or with many mechanisms one for each family.
func (b bySize) chart(v view) (Chart, string) {
	waits := panelWaits(v, b.pattern)
	if len(waits) == 0 {
		return Chart{}, "no " + b.pattern + " results"
	}
	all := sizeRow{panels: make([][]curve, len(waits))}
	var xs span
	var measured []int64
	doubtful := false
	c := Chart{Title: v.titled(b.title), width: bySizeWidth}
	for i, w := range waits {
		all.panels[i] = b.curves(v, w)
		for _, cu := range all.panels[i] {
			c.Labels, c.Series = append(c.Labels, cu.name), append(c.Series, cu.style)
			for _, p := range cu.points {
				xs.add(p.size)
				measured = append(measured, int64(p.size))
				doubtful = doubtful || p.doubtful
			}
		}
	}
	slices.Sort(measured)
	measured = slices.Compact(measured)
	xs = xs.padded(0.06)
	rows, subtitle, least := []sizeRow{all}, b.subtitle, vg.Length(460)
	families := all.most() > crowd
	if families {
		rows, subtitle, least = b.byFamily(v, all), b.subtitle+" Upright axes differ.", 200
	}
	long := len(measured) >= knees.LeastSizes
	if long {
		rows = apart(rows)
		b.boundaries = knees.Boundaries(v.machine, v.familiesIn(all)...)
	}
	var heights []vg.Length
	c.height = 110
	if long {
		least = max(least, 420)
	}
	for _, r := range rows {
		heights = append(heights, max(least, labelStep*vg.Length(r.most())+126))
		c.height += heights[len(heights)-1]
	}
	f := frame{c.Title, subtitle, caption(v.machine, v.place)}
	if long {
		f.caption = append([]string{kneeCaption(all, b.boundaries)}, f.caption...)
		c.height += captionSize * 1.35
	}
	if doubtful {
		f.caption = append([]string{"Hollow: " + doubtfulReason}, f.caption...)
	}
	c.draw = func(dc draw.Canvas) {
		free := f.draw(dc)
		width := free.Max.X - free.Min.X
		room := nameRoom(rows, width/vg.Length(most(rows)))
		total, above := free.Max.Y-free.Min.Y, vg.Length(0)
		for i, r := range rows {
			height := heights[i] * total / sum(heights)
			drawn := r.drawn()
			n := vg.Length(len(drawn))
			for at, k := range drawn {
				left, right := width/n*vg.Length(at), width/n*(n-1-vg.Length(at))
				panel := draw.Crop(free, left, -right, total-above-height, -above)
				shown := r.panels
				if families { // an end that sleeps and one that spins are so far apart that one axis hides all else
					shown = r.panels[k : k+1]
				}
				b.panel(panel, r.heading(waits[k]), r.panels[k], xs, extent(shown), measured, room)
			}
			above += height
		}
	}
	return c, ""
}

// A sizeRow is a row of panels, one for each wait.
type sizeRow struct {
	title  string // "" if there is only one row
	panels [][]curve
}

// drawn are the panels that have something in them: they share the row.
func (r sizeRow) drawn() (panels []int) {
	for i, curves := range r.panels {
		if len(curves) > 0 {
			panels = append(panels, i)
		}
	}
	return panels
}

func (r sizeRow) most() (n int) {
	for _, curves := range r.panels {
		n = max(n, len(curves))
	}
	return n
}

// extent is what the upright axis of panels must hold.
func extent(panels [][]curve) (ys span) {
	for _, curves := range panels {
		for _, cu := range curves {
			for _, p := range cu.points {
				ys.add(p.lo)
				ys.add(p.hi)
			}
		}
	}
	return ys.padded(0.05)
}

func (r sizeRow) heading(wait string) string {
	if r.title == "" {
		return waitTitle(wait)
	}
	return r.title + " · " + waitTitle(wait)
}

// apart gives each panel a row of its own, as wide as the chart.
func apart(rows []sizeRow) (single []sizeRow) {
	for _, r := range rows {
		for _, k := range r.drawn() {
			one := sizeRow{title: r.title, panels: make([][]curve, len(r.panels))}
			one.panels[k] = r.panels[k]
			single = append(single, one)
		}
	}
	return single
}

// most is how many panels a row has at most.
func most(rows []sizeRow) (n int) {
	for _, r := range rows {
		n = max(n, len(r.drawn()))
	}
	return n
}

func sum(lengths []vg.Length) (total vg.Length) {
	for _, l := range lengths {
		total += l
	}
	return total
}

// byFamily gives each family a row, below one of the best of each.
func (b bySize) byFamily(v view, all sizeRow) []sizeRow {
	var mechs []string
	for _, curves := range all.panels {
		for _, cu := range curves {
			mechs = append(mechs, cu.mech)
		}
	}
	best := sizeRow{title: "The best of each family", panels: make([][]curve, len(all.panels))}
	rows := []sizeRow{best}
	for _, family := range v.familiesOf(inOrder(v, mechs)) {
		row := sizeRow{title: familyTitle(family), panels: make([][]curve, len(all.panels))}
		for i, curves := range all.panels {
			for _, cu := range curves {
				if v.families[cu.mech] == family {
					row.panels[i] = append(row.panels[i], cu)
				}
			}
			if cu, ok := b.bestOf(row.panels[i]); ok {
				best.panels[i] = append(best.panels[i], cu)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// inOrder sorts mechanisms by their place in the reading order.
func inOrder(v view, mechs []string) []string {
	mechs = slices.Clone(mechs)
	slices.SortStableFunc(mechs, func(a, b string) int {
		return slices.Index(v.styles.order, a) - slices.Index(v.styles.order, b)
	})
	return mechs
}

// bestOf is the curve that is the best at most of its sizes, among those with the most sizes. A point most of whose
// samples were disturbed wins nothing.
func (b bySize) bestOf(curves []curve) (best curve, ok bool) {
	wins := func(cu curve) (n int) {
		for _, p := range cu.points {
			better := func(other curve) bool {
				return slices.ContainsFunc(other.points, func(q point) bool {
					return q.size == p.size && !q.doubtful && b.better(q.value, p.value)
				})
			}
			if !p.doubtful && !slices.ContainsFunc(curves, better) {
				n++
			}
		}
		return n
	}
	for _, cu := range curves {
		if !ok || len(cu.points) > len(best.points) || len(cu.points) == len(best.points) && wins(cu) > wins(best) {
			best, ok = cu, true
		}
	}
	return best, ok
}

// panel draws one wait of a row.
func (b bySize) panel(c draw.Canvas, heading string, curves []curve, xs, ys span, measured []int64, room vg.Length) {
	head := bold(style(12, ink, draw.XLeft, draw.YTop))
	c.FillText(head, vg.Point{X: c.Min.X + 4, Y: c.Max.Y}, heading)
	c = draw.Crop(c, 0, 0, 10, 0)
	guides := guidesOf(b.boundaries, xs, c.Max.X-c.Min.X-room-besides)
	c = draw.Crop(c, 0, 0, 0, -roomFor(guides))
	p := plot.New()
	logAxis(&p.X, xs, sizes{measured, c.Max.X - c.Min.X - room - besides})
	logAxis(&p.Y, ys, decades{b.label})
	a := axes(p, draw.Crop(c, 0, -room, 0, -27), "message size", b.axis)
	drawGuides(a, guides, c.Max.X)
	broken := repeated(curves, func(cu curve) Style { return cu.style })
	for i, cu := range curves {
		drawCurve(a, cu, i, len(curves), broken[i])
	}
	drawKnees(a, curves, guides)
	nameCurves(a, c.Max.X, curves)
}

// besides is the width that the upright axis and its labels take.
const besides vg.Length = 70

// nameRoom is the width to keep free at the right of every panel, the same for all so that their axes match.
func nameRoom(rows []sizeRow, width vg.Length) vg.Length {
	var room vg.Length
	for _, r := range rows {
		for _, curves := range r.panels {
			for _, cu := range curves {
				room = max(room, curveNames.Width(cu.name))
			}
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
		cu := curve{name: s.Name(), mech: s.Mech, style: v.styles.of(s.Mech)}
		for _, size := range v.machine.Sizes(b.pattern, s) {
			cell := v.machine.Cell(b.pattern, s, size)
			if e, ok := cell.Estimate(b.unit); ok {
				cu.points = append(cu.points, point{float64(size), e.Center, e.Lo, e.Hi, cell.Doubtful()})
			}
		}
		if len(cu.points) >= knees.LeastSizes {
			boundaries := knees.Boundaries(v.machine, v.families[s.Mech])
			for _, k := range knees.Of(v.machine, b.pattern, s) {
				cu.knees = append(cu.knees, mark{k.Size, k.Name(boundaries)})
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
	slices.SortStableFunc(waits, func(a, b string) int { return schema.WaitRank(a) - schema.WaitRank(b) })
	main := slices.DeleteFunc(slices.Clone(waits), func(w string) bool { return w != schema.Block && w != schema.Spin })
	if len(main) > 0 {
		return main
	}
	return waits[:min(len(waits), 3)]
}

// waitTitle is a wait with what it means.
func waitTitle(wait string) string {
	if wait == "" {
		return "wait not given"
	}
	title := schema.KeyWait + "=" + wait
	if listed, ok := schema.WaitNamed(wait); ok {
		title += ": " + listed.Brief
	}
	return title
}
