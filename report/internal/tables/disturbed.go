package tables

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
)

const (
	// shiftWorthTelling is by how much disturbed samples must move a cell's figure to be named.
	shiftWorthTelling = 0.05
	// shiftsTold is how many such cells are named at most.
	shiftsTold = 8
)

// disturbed says how many samples were taken while others disturbed them, by what, and what they did to the figures.
func disturbed(m *results.Machine) []string {
	count, total := 0, 0
	var shifts []string
	for _, c := range m.All() {
		total += c.N()
		if c.Disturbed == 0 {
			continue
		}
		count += c.Disturbed
		if s := shift(c); s != "" {
			shifts = append(shifts, s)
		}
	}
	if count == 0 {
		return nil
	}
	var list []string
	for _, u := range results.Limits {
		if s := beyond(m, u, total); s != "" {
			list = append(list, s)
		}
	}
	if len(list) > 1 {
		list = append(list, fmt.Sprintf("together, %d of %d samples were disturbed", count, total))
	}
	if more := len(shifts) - shiftsTold; more > 0 {
		shifts = append(shifts[:shiftsTold], fmt.Sprintf("and %d cells more whose figures they would move, or "+
			"moved, by more than %.0f %%", more, 100*shiftWorthTelling))
	}
	return append(list, shifts...)
}

// beyond says how many of the samples are above the limit of a unit, and which cell is the worst.
func beyond(m *results.Machine, u schema.Unit, total int) string {
	var worst *results.Cell
	count, unit := 0, u.Tidy()
	for _, c := range m.All() {
		count += c.Over[unit]
		if c.Over[unit] > 0 && (worst == nil || c.Worst(unit) > worst.Worst(unit)) {
			worst = c
		}
	}
	if worst == nil {
		return ""
	}
	return fmt.Sprintf("%d of %d samples were taken while %s (at worst %.0f %%, in %s)",
		count, total, fmt.Sprintf(u.Cause, u.Disturbed), worst.Worst(unit), CellName(worst))
}

// shift says how much the disturbed samples of a cell change its figure: by being left out, or by being kept where they
// are most of the samples.
func shift(c *results.Cell) string {
	if c.Disturbed == c.N() {
		return fmt.Sprintf("%s: all its samples (%d)", CellName(c), c.Disturbed)
	}
	whole, _ := c.Whole(schema.SecPerOp)
	calm, ok := c.Calm(schema.SecPerOp)
	if !ok {
		return "" // no time an op, as of a rate that was not held
	}
	change := whole.Center/calm.Center - 1
	if math.Abs(change) <= shiftWorthTelling {
		return ""
	}
	what := "left out"
	if c.MostlyDisturbed() {
		what = "kept, as they are most"
	}
	return fmt.Sprintf("%s: %d of %d samples, %s; %s an op without them, %s with them (%+.0f "+
		"%%)", CellName(c), c.Disturbed, whole.N, what,
		quantity.Duration(calm.Center, calm.Half()), quantity.Duration(whole.Center, whole.Half()), 100*change)
}

// CellName names a cell in words: its pattern, mechanism, wait, place and size.
func CellName(c *results.Cell) string {
	s := c.Series
	words := []string{c.Pattern(), s.Name(), s.Wait, s.Place, sizeTitle(c.Size)}
	return strings.Join(slices.DeleteFunc(words, func(word string) bool { return word == "" }), " ")
}
