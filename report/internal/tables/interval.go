package tables

import (
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
)

// few stands for the interval of a cell with fewer than 6 samples: there is none.
const few = "n<6"

// plusMinus prints an estimate's interval relative to its median.
func plusMinus(e results.Estimate) string {
	if !e.Interval {
		return few
	}
	return quantity.Percent(e.Center, e.Half())
}

// printed is the median of a cell's unit in the given form, Missing when the samples do not carry it.
func printed(c *results.Cell, unit string, form func(v, half float64) string) string {
	e, ok := c.Estimate(unit)
	if !ok {
		return table.Missing
	}
	return form(e.Center, e.Half())
}

// intervalNote says what ± means, and what its absence means.
func intervalNote(m *results.Machine) string {
	note := "±: 95 % interval of the median over fresh pairs of processes."
	if least, _ := m.Samples(); least < 6 {
		note = "±: 95 % interval of the median over fresh pairs of processes; it needs 6 samples, cells with fewer have none (n<6)."
	}
	return note
}
