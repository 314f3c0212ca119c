package tables

import (
	"ipcbench/internal/schema"
	"ipcbench/report/internal/jitter"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
)

// Latency is the table of round trips; false when the machine has none.
func Latency(m *results.Machine) (table.Table, bool) {
	return bySize{
		pattern: schema.Latency, title: schema.Latency, keys: keysOf(m),
		legend: "The whole round trip of one message, there and back. mean: the mean of a sample, median over " +
			"samples. ×: how many times the mean of the fastest of the column, whose × is 1. " +
			"p50, p99: what half, and 99 of 100, of a sample's round trips do not exceed, medians over samples. " +
			"Lowest mean first.",
		main: schema.SecPerOp, heading: "mean", form: quantity.Duration, sign: 1,
		columns: quantileColumns(m, schema.Latency),
		notes:   jitter.Notes(m, m.Of(schema.Latency)),
	}.table(m)
}
