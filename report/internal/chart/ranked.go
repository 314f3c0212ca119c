package chart

import (
	"cmp"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
)

// rank is one row of the ranking.
type rank struct {
	name, wait string
	p50, p99   float64 // p99 is NaN or less than p50 when it is not known
	texts      [2]string
}

const rowHeight = vg.Length(21)

// rankedLatency sorts all mechanisms by the round trip of one size, tails included: an average hides them.
func rankedLatency(v view) (Chart, string) {
	rows, size := ranks(v)
	if len(rows) == 0 {
		return Chart{}, "no p50 of any round trip"
	}
	var xs span
	c := Chart{Title: "Latency ranked: round trip of " + quantity.Size(size), width: 900}
	var waits []string
	for _, r := range rows {
		xs.add(r.p50)
		xs.add(r.p99)
		c.Labels = append(c.Labels, r.name)
		if !slices.Contains(waits, r.wait) {
			waits = append(waits, r.wait)
		}
	}
	slices.SortFunc(waits, func(a, b string) int { return results.WaitRank(a) - results.WaitRank(b) })
	for _, w := range waits {
		c.Series = append(c.Series, waitStyle(results.WaitRank(w)))
	}
	c.height = max(560, rowHeight*vg.Length(len(rows))+195)
	f := frame{c.Title, "Marker: half of the round trips take less (p50). Line: up to p99, which 1 in 100 exceeds. Fastest on top. Logarithmic axis.", caption(v.machine, v.place)}
	c.draw = func(dc draw.Canvas) {
		free := f.draw(dc)
		waitLegend(free, waits)
		drawRanks(draw.Crop(free, 0, 0, 0, -20), rows, xs.padded(0.05))
	}
	return c, ""
}

// ranks collects the rows, fastest first, and the size they are of.
func ranks(v view) ([]rank, int64) {
	var rows []rank
	lines, size := latenciesAtOneSize(v)
	for _, l := range lines {
		p50, ok := l.cell.Estimate(results.P50)
		if !ok {
			continue
		}
		r := rank{name: l.Label(), wait: l.Series.Wait, p50: p50.Center, p99: l.cell.Value(results.P99)}
		r.texts[0] = quantity.Duration(p50.Center, p50.Half())
		if p99, ok := l.cell.Estimate(results.P99); ok {
			r.texts[1] = quantity.Duration(p99.Center, p99.Half())
		}
		rows = append(rows, r)
	}
	slices.SortStableFunc(rows, func(a, b rank) int { return cmp.Compare(a.p50, b.p50) })
	return rows, size
}

func drawRanks(c draw.Canvas, rows []rank, xs span) {
	names := style(11, ink, draw.XRight, draw.YCenter)
	values := style(10, ink, draw.XRight, draw.YCenter)
	heads := bold(style(10, faint, draw.XRight, draw.YCenter))
	const column = 58
	left := vg.Length(0)
	for _, r := range rows {
		left = max(left, names.Width(r.name+" · "+r.wait))
	}
	left = min(left, 300) + 10
	p := plot.New()
	p.HideY()
	p.Y.Min, p.Y.Max = 0, float64(len(rows))
	logAxis(&p.X, xs, decades{timeLabel})
	a := axes(p, draw.Crop(c, left, -2*column-8, 0, -12), "round trip", "")
	for k, head := range []string{"p50", "p99"} {
		a.FillText(heads, vg.Point{X: a.Max.X + column*vg.Length(k+1), Y: a.Max.Y + 8}, head)
	}
	for i, r := range rows {
		y := float64(len(rows)-i) - 0.5
		s := waitStyle(results.WaitRank(r.wait))
		at := a.at(r.p50, y)
		if r.p99 > r.p50 {
			end := a.at(r.p99, y)
			bar := draw.LineStyle{Color: s.Color, Width: 2}
			a.line(bar, at, end)
			a.line(bar, vg.Point{X: end.X, Y: end.Y - 4}, vg.Point{X: end.X, Y: end.Y + 4})
		}
		glyph(a.Canvas, s, at, 4.5, r.wait != "block")
		write(a.Canvas, names, a.Min.X-10, at.Y, shorten(names, r.name+" · "+r.wait, left))
		for k, text := range r.texts {
			write(a.Canvas, values, a.Max.X+column*vg.Length(k+1), at.Y, text)
		}
	}
}

// waitLegend stands above the axes, where it covers nothing.
func waitLegend(c draw.Canvas, waits []string) {
	text := style(11, ink, draw.XLeft, draw.YCenter)
	x := c.Min.X + 4
	for _, w := range waits {
		s := waitStyle(results.WaitRank(w))
		glyph(c, s, vg.Point{X: x + 4, Y: c.Max.Y - 4}, 4.5, w != "block")
		label := waitTitle(w)
		write(c, text, x+14, c.Max.Y-4, label)
		x += text.Width(label) + 40
	}
}
