package tables

import (
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
)

// plusMinus prints an estimate's interval relative to its centre; in brackets the range of its samples, where they
// are too few for an interval; Missing for a single one.
func plusMinus(e results.Estimate) string {
	switch {
	case e.Interval:
		return quantity.Percent(e.Center, e.Half())
	case e.N > 1:
		return "(" + quantity.Percent(e.Center, e.Half()) + ")"
	}
	return table.Missing
}

// Printed is the median of a cell's unit in the given form, Missing when the samples do not carry it.
func Printed(c *results.Cell, unit string, form func(v, half float64) string) string {
	e, ok := c.Estimate(unit)
	if !ok {
		return table.Missing
	}
	return form(e.Center, e.Half())
}
