// Package jitter says what the machine itself does to tails, as BenchmarkFloor/what=jitter has measured it, and which
// tails of a pattern are no longer than that.
//
// The rule: a quantile is the machine's own if a thread that only reads the clock is interrupted for as long as the
// quantile exceeds p50, at least as often as readings exceed the quantile. How often these do follows from the time
// between two of them; the longest op is compared with the longest gap. Every figure is the median over samples.
package jitter

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/words"
)

// least is the shortest interruption, in seconds. What exceeds p50 by less is no tail that the machine could explain.
const least = 1e-6

// A machine is the worst of the CPUs that jitter was measured on, in seconds; NaN for what was not measured.
type machine struct {
	often   float64 // gaps at least as long came 1,000 times a second
	seldom  float64 // and 100 times
	longest float64
}

// owns tells whether the machine alone makes tails that exceed p50 by so many seconds, so many times a second. Of rates
// in between it knows the next higher one only, at which gaps are no longer.
func (m machine) owns(excess, rate float64) bool {
	gap := math.NaN()
	switch {
	case rate <= 100:
		gap = m.seldom
	case rate <= 1000:
		gap = m.often
	}
	return excess > least && excess <= gap
}

// A tail is a unit of which a part is told, with how many of its values lie beyond it.
type tail struct {
	unit, name string
	beyond     float64
}

var tails = []tail{
	{schema.P99Sec, "p99", 1e-2}, {schema.P999Sec, "p99.9", 1e-3}, {schema.P9999Sec, "p99.99", 1e-4},
}

// Notes are sentences for below a table with the tails of some cells. There are none if no jitter was measured, or if
// the cells have no tails.
func Notes(p *words.Printer, m *results.Machine, cells []*results.Cell) []string {
	here, said := measured(p, m)
	if said == "" || !slices.ContainsFunc(cells, hasTail) {
		return nil
	}
	var own []string
	for _, t := range tails {
		own = append(own, told(p, t.name, cells, func(c *results.Cell) (is, known bool) { return here.has(c, t) })...)
	}
	own = append(own, told(p, p.Sprintf("the longest"), cells, here.hasLongest)...)
	notes := []string{p.Sprintf("The machine by itself, seen by a thread that only reads the clock: %s.", said)}
	if len(own) == 0 {
		return append(notes, p.Sprintf("No tail here is so short and so rare that it may be the machine's own."))
	}
	return append(notes, p.Sprintf("May be the machine's own, which interrupts a CPU for as long at least as "+
		"often: %s.", strings.Join(own, "; ")))
}

func hasTail(c *results.Cell) bool {
	_, ok := c.Estimate(schema.P99Sec)
	return ok
}

// measured is the jitter of a machine, and what it is in words, one CPU after the other; "" if it was not measured.
func measured(p *words.Printer, m *results.Machine) (worst machine, said string) {
	worst = machine{math.NaN(), math.NaN(), math.NaN()}
	var cpus []string
	floors := slices.SortedStableFunc(slices.Values(m.Floors()), func(a, b benchname.Floor) int {
		return cmp.Or(cmp.Compare(len(a.Extra), len(b.Extra)), cmp.Compare(a.Extra, b.Extra))
	})
	for _, f := range floors {
		c := m.Floor(f)
		longest := c.Value(schema.MaxSec)
		if f.What != schema.FloorJitter || math.IsNaN(longest) {
			continue
		}
		worst.longest = larger(worst.longest, longest)
		worst.often = larger(worst.often, c.Value(schema.GapOftenSec))
		worst.seldom = larger(worst.seldom, c.Value(schema.GapSeldomSec))
		cpus = append(cpus, inWords(p, f, c))
	}
	return worst, strings.Join(cpus, "; ")
}

// larger is the larger of two values of which either may be NaN.
func larger(a, b float64) float64 {
	if !(a > b) && !math.IsNaN(b) {
		return b
	}
	return a
}

func inWords(p *words.Printer, f benchname.Floor, c *results.Cell) string {
	text := p.Sprintf("%s was interrupted %s times a second", strings.Replace(f.Extra, schema.KeyCPU+"=", "CPU ", 1),
		quantity.Whole(c.Value(schema.InterruptsPerSec)))
	for _, one := range []tail{tails[1], tails[2], {schema.MaxSec, p.Sprintf("longest"), 0}} {
		if e, ok := c.Estimate(one.unit); ok {
			text += ", " + one.name + " " + quantity.Duration(e.Center, e.Half())
		}
	}
	return text
}

// has tells whether a tail of a cell may be the machine's own; known is false if the cell lacks it.
func (m machine) has(c *results.Cell, t tail) (is, known bool) {
	e, _, ok := c.Quantile(t.unit)
	if !ok {
		return false, false
	}
	batch := batchOf(c)
	return m.owns((e.Center-c.Value(schema.P50Sec))*batch, t.beyond*perSecond(c)/batch), true
}

// hasLongest tells the same of the longest op.
func (m machine) hasLongest(c *results.Cell) (is, known bool) {
	e, ok := c.Estimate(schema.MaxSec)
	if !ok {
		return false, false
	}
	excess := (e.Center - c.Value(schema.P50Sec)) * batchOf(c)
	return excess > least && excess <= m.longest, true
}

// batchOf is how many ops share a reading of the clock. An interruption is divided among them.
func batchOf(c *results.Cell) float64 {
	if e, ok := c.Estimate(schema.OpsPerClock); ok {
		return e.Center
	}
	return 1
}

// perSecond is how many ops there are a second. Where messages are due at times of their own, that does not follow from
// how long one takes.
func perSecond(c *results.Cell) float64 {
	if e, ok := c.Estimate(schema.MsgPerSec); ok {
		return e.Center
	}
	return 1 / c.Value(schema.SecPerOp)
}

// namedMost is how many cells are named at most.
const namedMost = 4

// told says which of some cells have a property; nothing if none has.
func told(
	p *words.Printer, what string, cells []*results.Cell, has func(*results.Cell) (is, known bool),
) []string {
	var names []string
	all := 0
	for _, c := range cells {
		is, known := has(c)
		if known {
			all++
		}
		if is {
			names = append(names, shortName(c))
		}
	}
	switch n := len(names); {
	case n == 0:
		return nil
	case n == all && all > 1:
		return []string{p.Sprintf("%s of all %s rows", what, strconv.Itoa(all))}
	case n <= namedMost:
		return []string{p.Sprintf("%s of %s", what, strings.Join(names, ", "))}
	default:
		return []string{p.Sprintf("%s of %s of %s, such as %s", what, strconv.Itoa(n), strconv.Itoa(all),
			strings.Join(names[:namedMost], ", "))}
	}
}

// shortName is a cell's name without the pattern's.
func shortName(c *results.Cell) string {
	parts := []string{c.Series.Name(), c.Series.Wait, c.Series.Place}
	if c.Size > 0 {
		parts = append(parts, quantity.Size(c.Size))
	}
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), " ")
}
