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
	value   float64   // seconds an op, the median of its samples
	samples []float64 // seconds an op, those of all its samples
	tell    float64   // of what tells the modes apart, the median
}

// modes are those of a cell, the lowest first; one if its samples do not gather at several values.
func modes(c *results.Cell) (all []mode) {
	values, _ := c.ByRound(schema.SecPerOp)
	for _, r := range stat.Clusters(values, apart) {
		inside := slices.DeleteFunc(slices.Clone(values), func(v float64) bool { return !r.Contains(v) })
		all = append(all, mode{value: stat.Median(inside), samples: inside})
	}
	return all
}

// telling are the units that may show what modes come from. A side that falls behind need not be woken, so that there
// are fewer switches, and more messages are under way.
var telling = []string{schema.SwitchesPerOp, schema.InFlight}

// told finds out whether a unit tells the modes apart: its values in one mode lie all above those in another, and their
// medians are a factor of two apart or more. Then it sets tell.
func told(c *results.Cell, all []mode, unit string) bool {
	times, _ := c.ByRound(schema.SecPerOp)
	tells, _ := c.ByRound(unit)
	if len(tells) != len(times) || len(all) < 2 {
		return false
	}
	spans := make([][]float64, len(all))
	for i, v := range times {
		for k, m := range all {
			if slices.Contains(m.samples, v) {
				spans[k] = append(spans[k], tells[i])
			}
		}
	}
	for k := range spans {
		slices.Sort(spans[k])
		all[k].tell = stat.Median(spans[k])
	}
	slices.SortFunc(spans, slices.Compare)
	for k := range spans[1:] {
		if below, above := spans[k], spans[k+1]; below[len(below)-1] >= above[0] ||
			stat.Median(above) < 2*stat.Median(below) {
			return false
		}
	}
	return true
}

// several says which values samples gather at, how many do at each, and what tells them apart.
func several(p *words.Printer, f figure) string {
	all, tell := modes(f.cell), ""
	for _, unit := range telling {
		if told(f.cell, all, unit) {
			tell = unit
			break
		}
	}
	var parts []string
	for _, m := range all {
		value, n := quantity.Duration(m.value, m.value/20), strconv.Itoa(len(m.samples))
		switch tell {
		case schema.SwitchesPerOp:
			switches := quantity.Count(m.tell, m.tell/20)
			parts = append(parts, p.Sprintf("%s with %s context switches in %s samples", value, switches, n))
		case schema.InFlight:
			messages := quantity.Whole(m.tell)
			parts = append(parts, p.Sprintf("%s with up to %s messages in flight in %s samples", value, messages, n))
		default:
			parts = append(parts, p.Sprintf("%s in %s samples", value, n))
		}
	}
	return strings.Join(parts, ", ")
}
