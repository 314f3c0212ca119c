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
	"ipcbench/report/internal/words"
)

const (
	// shiftWorthTelling is by how much disturbed samples must move a cell's figure to be named.
	shiftWorthTelling = 0.05
	// shiftsTold is how many such cells are named at most.
	shiftsTold = 8
)

// disturbed says how many samples were taken while others disturbed them, by what, and what they did to the figures.
func disturbed(p *words.Printer, m *results.Machine) []string {
	count, total := 0, 0
	var shifts []string
	for _, c := range m.All() {
		total += c.N()
		if c.Disturbed == 0 {
			continue
		}
		count += c.Disturbed
		if s := shift(p, c); s != "" {
			shifts = append(shifts, s)
		}
	}
	if count == 0 {
		return nil
	}
	var list []string
	for _, u := range results.Limits {
		if s := beyond(p, m, u, total); s != "" {
			list = append(list, s)
		}
	}
	if len(list) > 1 {
		list = append(list, p.Sprintf("together, %s of %s samples were disturbed",
			strconv.Itoa(count), strconv.Itoa(total)))
	}
	if more := len(shifts) - shiftsTold; more > 0 {
		shifts = append(shifts[:shiftsTold], p.Sprintf("and %s cells more whose figures they would move, or "+
			"moved, by more than %s %%", strconv.Itoa(more), quantity.Whole(100*shiftWorthTelling)))
	}
	return append(list, shifts...)
}

// beyond says how many of the samples are above the limit of a unit, and which cell is the worst.
func beyond(p *words.Printer, m *results.Machine, u schema.Unit, total int) string {
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
	return p.Sprintf("%s of %s samples were taken while %s (at worst %s %%, in %s)", strconv.Itoa(count),
		strconv.Itoa(total), words.Term(p, "cause", fmt.Sprintf(u.Cause, u.Disturbed)), quantity.Whole(worst.Worst(unit)),
		CellName(worst))
}

// shift says how much the disturbed samples of a cell change its figure: by being left out, or by being kept where they
// are most of the samples.
func shift(p *words.Printer, c *results.Cell) string {
	if c.Disturbed == c.N() {
		return p.Sprintf("%s: all its samples (%s)", CellName(c), strconv.Itoa(c.Disturbed))
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
	what := p.Sprintf("left out")
	if c.MostlyDisturbed() {
		what = p.Sprintf("kept, as they are most")
	}
	return p.Sprintf("%s: %s of %s samples, %s; %s an op without them, %s with them (%s %%)", CellName(c),
		strconv.Itoa(c.Disturbed), strconv.Itoa(whole.N), what, quantity.Duration(calm.Center, calm.Half()),
		quantity.Duration(whole.Center, whole.Half()), fmt.Sprintf("%+.0f", 100*change))
}

// CellName names a cell in words: its pattern, mechanism, wait, place and size.
func CellName(c *results.Cell) string {
	s := c.Series
	words := []string{c.Pattern(), s.Name(), s.Wait, s.Place, sizeTitle(c.Size)}
	return strings.Join(slices.DeleteFunc(words, func(word string) bool { return word == "" }), " ")
}
