// Package known says how well the figures of a run are known, and why some of them are not.
package known

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/words"
)

// narrow and wide are half the widths of intervals, as fractions of the figure: what `make bench` aims at, and from
// where on it is said why a figure is not known better.
const narrow, wide = 0.05, 0.10

// A figure is how well the figure of a cell is known.
type figure struct {
	cell   *results.Cell
	within float64 // half the width of the interval ÷ the figure
	known  bool    // there is an interval at all
}

// Sentences say how many of a machine's figures are known well, and of those that are not, why. They say nothing of a
// run in which no figure has an interval.
func Sentences(p *words.Printer, m *results.Machine) (list []string) {
	var poor []figure
	for _, pattern := range m.Patterns() {
		all := figures(m.Of(pattern))
		if !slices.ContainsFunc(all, func(f figure) bool { return f.known }) {
			continue
		}
		list = append(list, summary(p, pattern, all))
		poor = append(poor, slices.DeleteFunc(all, func(f figure) bool { return f.known && f.within <= wide })...)
	}
	slices.SortStableFunc(poor, byWidth)
	slices.Reverse(poor)
	return append(list, why(p, poor)...)
}

// figures are those of some cells, the best known first. A cell whose rate was not held has no time per op to know.
func figures(cells []*results.Cell) (all []figure) {
	for _, c := range cells {
		if !c.Held().All() {
			continue
		}
		f := figure{cell: c}
		if e, ok := c.Estimate(schema.SecPerOp); ok && e.Center > 0 {
			f.known, f.within = e.Interval, e.Half()/e.Center
		}
		all = append(all, f)
	}
	slices.SortStableFunc(all, byWidth)
	return all
}

// byWidth compares by the width of the interval. Figures without one come last.
func byWidth(a, b figure) int {
	unknown := func(f figure) int {
		if f.known {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(unknown(a), unknown(b)), cmp.Compare(a.within, b.within))
}

// summary says how well the figures of a pattern are known. They must be in ascending order.
func summary(p *words.Printer, pattern string, all []figure) string {
	count := func(within float64) string {
		n := 0
		for _, f := range all {
			if f.known && f.within <= within {
				n++
			}
		}
		return strconv.Itoa(n)
	}
	text := p.Sprintf("%s: of %s figures %s are known within ± %s %% and %s within ± %s %%", pattern,
		strconv.Itoa(len(all)), count(narrow), quantity.Whole(100*narrow), count(wide), quantity.Whole(100*wide))
	for _, share := range []struct {
		percent int
		name    string
	}{{50, p.Sprintf("half of them")}, {90, p.Sprintf("90 %% of them")}} {
		if f := all[(len(all)*share.percent+99)/100-1]; f.known {
			text = p.Sprintf("%s, %s within %s", text, share.name, plusMinus(f))
		}
	}
	return text
}

// plusMinus is half the width of the interval, in percent of the figure.
func plusMinus(f figure) string {
	if f.within < narrow {
		return fmt.Sprintf("± %.1f %%", 100*f.within)
	}
	return fmt.Sprintf("± %.0f %%", 100*f.within)
}
