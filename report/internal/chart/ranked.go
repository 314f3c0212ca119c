package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/rank"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/tables"
)

// rankedRow is one row of the ranking.
type rankedRow struct {
	name, wait string
	p50, p99   float64 // p99 is NaN where it is not known
	place      float64 // to be sorted by
	texts      [2]string
	doubtful   bool // see [results.Cell.Doubtful]
}

const rowHeight = vg.Length(21)

// rankedLatency sorts all mechanisms by the round trip of one size, tails included: an average hides them.
func rankedLatency(v view) (Chart, string) {
	rows, size, lacking := ranks(v)
	if len(rows) == 0 {
		return Chart{}, "no p50 of any round trip"
	}
	var xs span
	c := Chart{Title: v.titled("Latency ranked: p50 of the round trip of " + quantity.Size(size)), width: 900}
	var waits []string
	for _, r := range rows {
		xs.add(r.p50)
		xs.add(r.p99)
		c.Labels = append(c.Labels, r.name)
		if !slices.Contains(waits, r.wait) {
			waits = append(waits, r.wait)
		}
	}
	slices.SortFunc(waits, func(a, b string) int { return schema.WaitRank(a) - schema.WaitRank(b) })
	for _, w := range waits {
		c.Series = append(c.Series, waitStyle(schema.WaitRank(w)))
	}
	c.height = max(560, rowHeight*vg.Length(len(rows))+195)
	f := frame{c.Title, "Marker: p50, half of the round trips take less. Line: to p99, which 1 in 100 exceeds. " +
		"Medians over samples. Logarithmic axis.",
		append(legend(rows, lacking), caption(v.machine, v.place)...)}
	c.draw = func(dc draw.Canvas) {
		free := f.draw(dc)
		waitLegend(free, waits)
		drawRanks(draw.Crop(free, 0, 0, 0, -20), rows, xs.padded(0.05))
	}
	return c, ""
}

// ranks collects the rows, fastest first, the size they are of, and how many have too few readings for p50.
func ranks(v view) (rows []rankedRow, size int64, lacking int) {
	lines, size := latenciesAtOneSize(v)
	var cells []*results.Cell
	for _, l := range lines {
		cells = append(cells, l.cell)
	}
	places := rank.Places(cells, schema.P50Sec)
	for i, l := range lines {
		r := rankedRow{name: l.Label(), wait: l.Series.Wait, place: places[i], doubtful: l.cell.Doubtful()}
		var ok bool
		if r.texts[0], r.p50, ok = tables.Quantile(l.cell, schema.P50Sec); !ok {
			lacking++
			continue
		}
		r.texts[1], r.p99, _ = tables.Quantile(l.cell, schema.P99Sec)
		rows = append(rows, r)
	}
	slices.SortStableFunc(rows, func(a, b rankedRow) int { return cmp.Compare(a.place, b.place) })
	return rows, size, lacking
}

// label is what stands at the left of a row.
func (r rankedRow) label() string {
	if r.doubtful {
		return tables.Doubtful + r.name + " · " + r.wait
	}
	return r.name + " · " + r.wait
}

// legend explains what signs the rows have, and says what is not among them.
func legend(rows []rankedRow, lacking int) (lines []string) {
	if slices.ContainsFunc(rows, func(r rankedRow) bool { return r.doubtful }) {
		lines = append(lines, doubtfulCaption)
	}
	if slices.ContainsFunc(rows, func(r rankedRow) bool { return strings.HasPrefix(r.texts[0], tables.Shared) }) {
		lines = append(lines, sharedCaption)
	}
	if slices.ContainsFunc(rows, func(r rankedRow) bool { return math.IsNaN(r.p99) }) {
		lines = append(lines, table.Missing+": fewer than 10 readings of some sample lie beyond p99.")
	}
	if lacking > 0 {
		noun := "rows"
		if lacking == 1 {
			noun = "row"
		}
		lines = append(lines, fmt.Sprintf("Not ranked, for want of readings: %d %s of the table.", lacking, noun))
	}
	return lines
}

func drawRanks(c draw.Canvas, rows []rankedRow, xs span) {
	names := style(11, ink, draw.XRight, draw.YCenter)
	values := style(10, ink, draw.XRight, draw.YCenter)
	heads := bold(style(10, faint, draw.XRight, draw.YCenter))
	const column = 58
	left := vg.Length(0)
	for _, r := range rows {
		left = max(left, names.Width(r.label()))
	}
	left = min(left, 300) + 10
	p := plot.New()
	p.HideY()
	p.Y.Min, p.Y.Max = 0, float64(len(rows))
	logAxis(&p.X, xs, decades{timeLabel})
	a := axes(p, draw.Crop(c, left, -2*column-8, 0, -12), "round trip: p50, to p99", "")
	for k, head := range []string{"p50", "p99"} {
		a.FillText(heads, vg.Point{X: a.Max.X + column*vg.Length(k+1), Y: a.Max.Y + 8}, head)
	}
	for i, r := range rows {
		y := float64(len(rows)-i) - 0.5
		s := waitStyle(schema.WaitRank(r.wait))
		at := a.at(r.p50, y)
		if r.p99 > r.p50 {
			end := a.at(r.p99, y)
			bar := draw.LineStyle{Color: s.Color, Width: 2}
			a.line(bar, at, end)
			a.line(bar, vg.Point{X: end.X, Y: end.Y - 4}, vg.Point{X: end.X, Y: end.Y + 4})
		}
		glyph(a.Canvas, s, at, 4.5, r.wait != schema.Block)
		write(a.Canvas, names, a.Min.X-10, at.Y, shorten(names, r.label(), left))
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
		s := waitStyle(schema.WaitRank(w))
		glyph(c, s, vg.Point{X: x + 4, Y: c.Max.Y - 4}, 4.5, w != schema.Block)
		label := waitTitle(w)
		write(c, text, x+14, c.Max.Y-4, label)
		x += text.Width(label) + 40
	}
}
