package tables

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// The signs that stand before a figure. Behind it they would push its digits out of line.
const (
	Doubtful = "!" // more than half of the samples were disturbed
	Other    = "‡" // no sample is of the state that is shown
	Shared   = "†" // a quantile of means, as several ops share a reading of the clock
)

// Figures prints the figures of cells and remembers which signs it used, so that a note can explain them.
type Figures struct {
	words            *words.Printer
	cells            []*results.Cell
	shared, lacking  bool
	ranges, interval bool
}

// cell prints the main figure of a cell and how far off it may be, and remembers that the table shows the cell.
func (f *Figures) cell(c *results.Cell, unit string, form func(v, half float64) string) (center, plus string) {
	e, ok := c.Estimate(unit)
	if !ok {
		return table.Missing, table.Missing
	}
	f.interval = f.interval || e.Interval
	f.ranges = f.ranges || !e.Interval && e.N > 1
	return f.Sign(c) + form(e.Center, e.Half()), plusMinus(e)
}

// Sign is what stands before the main figure of a cell, mostly nothing. It remembers that the table shows the cell.
func (f *Figures) Sign(c *results.Cell) (sign string) {
	f.cells = append(f.cells, c)
	if c.MostlyDisturbed() {
		sign = Doubtful
	}
	if c.Elsewhere {
		sign = Other + sign
	}
	return sign
}

// Quantile prints one of the units of quantiles.
func (f *Figures) Quantile(c *results.Cell, unit string) string {
	text, _, ok := Quantile(c, unit)
	f.lacking = f.lacking || !ok
	f.shared = f.shared || strings.HasPrefix(text, Shared)
	return text
}

// Quantile prints one of the units of quantiles with its sign, as every table and chart does; where the cell has
// none, it is false and the text Missing.
func Quantile(c *results.Cell, unit string) (text string, seconds float64, ok bool) {
	e, shared, ok := c.Quantile(unit)
	if !ok {
		return table.Missing, math.NaN(), false
	}
	text = quantity.Duration(e.Center, e.Half())
	if shared {
		text = Shared + text
	}
	return text, e.Center, true
}

// Uneven tells whether the cells of a pattern differ in how many samples make their figures, so that each row must say
// it.
func Uneven(m *results.Machine, pattern string) bool {
	var counts []int
	for _, c := range m.All() {
		if c.Pattern() == pattern {
			counts = append(counts, c.N(), c.Used())
		}
	}
	return len(slices.Compact(counts)) > 1
}

// SamplesOf is how many of a cell's samples make its figures.
func SamplesOf(c *results.Cell) string { return fmt.Sprintf("%d/%d", c.Used(), c.N()) }

// NewFigures prints figures whose signs are explained by a printer.
func NewFigures(p *words.Printer) Figures { return Figures{words: p} }

// Notes explain the signs used.
func (f *Figures) Notes(uneven bool) (notes []string) {
	if len(f.cells) == 0 {
		return nil
	}
	p, samples := f.words, f.cells[0].N()
	switch {
	case uneven:
		notes = append(notes, p.Sprintf("n: how many samples, each a fresh pair of processes, make the figures, of "+
			"all there are. Disturbed ones are left out where the others are at least half."))
	case samples == 1:
		notes = append(notes, p.Sprintf("Each figure is of one sample, a pair of processes: nothing is known of how "+
			"far another would differ."))
	default:
		notes = append(notes, p.Sprintf("Each figure is the median of %s samples, each a fresh pair of processes.",
			strconv.Itoa(samples)))
	}
	switch {
	case f.interval && f.ranges:
		notes = append(notes, p.Sprintf("±: 95 %% interval of the median over samples; in brackets, of fewer than 6 "+
			"samples, which have none, how far they range."))
	case f.interval:
		notes = append(notes, p.Sprintf("±: 95 %% interval of the median over samples."))
	case f.ranges:
		notes = append(notes,
			p.Sprintf("±: in brackets, how far the samples range; for a 95 %% interval of their median it takes 6."))
	}
	notes = append(notes, f.Signs()...)
	if f.shared {
		notes = append(notes, Shared+": "+p.Sprintf("of means. Several round trips share a reading of the clock "+
			"(ops/clock), which would else weigh too much: single ones vary more."))
	}
	if f.lacking {
		notes = append(notes, table.Missing+": "+p.Sprintf("not measured, or a quantile with fewer than 10 readings "+
			"beyond it in some sample (p99 takes 1,000)."))
	}
	return notes
}

// Signs explain the signs that stand before a main figure.
func (f *Figures) Signs() (notes []string) {
	if slices.ContainsFunc(f.cells, (*results.Cell).MostlyDisturbed) {
		notes = append(notes, Doubtful+": "+f.words.Sprintf("others disturbed more than half of the samples, so all "+
			"of them make the figure. Such a row never leads one without the sign."))
	}
	if slices.ContainsFunc(f.cells, func(c *results.Cell) bool { return c.Elsewhere }) {
		notes = append(notes, Other+": "+f.words.Sprintf("measured in other states of the machine only, all of which "+
			"make the figure. Such a row never leads one without the sign."))
	}
	return notes
}

// quantileColumns are those that a table of the pattern has: p50, p99, and p99.99 where any cell has so many
// readings.
func quantileColumns(p *words.Printer, m *results.Machine, pattern string) (columns []column) {
	units := []string{schema.P50Sec, schema.P99Sec}
	rare := func(c *results.Cell) bool {
		_, _, ok := c.Quantile(schema.P9999Sec)
		return ok
	}
	if slices.ContainsFunc(m.Of(pattern), rare) {
		units = append(units, schema.P9999Sec)
	}
	for _, unit := range units {
		columns = append(columns, quantileColumn(p, unit))
	}
	return columns
}

// quantileColumn is the column of one of the units of quantiles.
func quantileColumn(p *words.Printer, unit string) column {
	return column{TitleOf(p, unit), func(f *Figures, c *results.Cell) string { return f.Quantile(c, unit) }}
}
