package known

import (
	"slices"
	"strconv"
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/internal/stat"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/words"
)

// apart is the factor by which two values of one cell differ at least.
const apart = 1.25

// A mode is a value that samples of a cell gather at in one state of the machine.
type mode struct {
	stat.Range         // seconds an op
	value      float64 // seconds an op, the median of its samples
	samples    int
}

// modes are those of a cell, the lowest first; one if its samples do not gather at several values.
func modes(c *results.Cell) (all []mode) {
	values, _ := c.ByRound(schema.SecPerOp)
	for _, r := range stat.Clusters(values, apart) {
		inside := slices.DeleteFunc(slices.Clone(values), func(v float64) bool { return !r.Contains(v) })
		all = append(all, mode{r, stat.Median(inside), len(inside)})
	}
	return all
}

// told is the median of a unit in each mode, if it tells them apart: its values in one mode lie all above those in
// another, and the medians are a factor of two apart or more. Otherwise it is nil. Context switches and messages in
// flight may show what modes come from: a side that falls behind need not be woken.
func told(c *results.Cell, all []mode, unit string) (medians []float64) {
	times, _ := c.ByRound(schema.SecPerOp)
	values, _ := c.ByRound(unit)
	if len(values) != len(times) {
		return nil
	}
	spans := make([][]float64, len(all))
	for k, m := range all {
		for i, v := range times {
			if m.Contains(v) {
				spans[k] = append(spans[k], values[i])
			}
		}
		slices.Sort(spans[k])
		medians = append(medians, stat.Median(spans[k]))
	}
	slices.SortFunc(spans, slices.Compare)
	for k, above := range spans[1:] {
		below := spans[k]
		if below[len(below)-1] >= above[0] || stat.Median(above) < 2*stat.Median(below) {
			return nil
		}
	}
	return medians
}

// several says which values samples gather at, how many do at each, and what tells them apart.
func several(p *words.Printer, f figure) string {
	all := modes(f.cell)
	switches := told(f.cell, all, schema.SwitchesPerOp)
	messages := told(f.cell, all, schema.InFlight)
	var parts []string
	for i, m := range all {
		value, n := quantity.Duration(m.value, m.value/20), strconv.Itoa(m.samples)
		switch {
		case switches != nil:
			parts = append(parts, p.Sprintf("%s with %s context switches in %s samples", value,
				quantity.Count(switches[i], switches[i]/20), n))
		case messages != nil:
			parts = append(parts, p.Sprintf("%s with up to %s messages in flight in %s samples", value,
				quantity.Whole(messages[i]), n))
		default:
			parts = append(parts, p.Sprintf("%s in %s samples", value, n))
		}
	}
	return strings.Join(parts, ", ")
}
