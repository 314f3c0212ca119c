package tables

import (
	"ipcbench/internal/schema"
	"ipcbench/report/internal/jitter"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// Latency is the table of round trips; false when the machine has none.
func Latency(p *words.Printer, m *results.Machine) (table.Table, bool) {
	return bySize{
		pattern: schema.Latency, title: words.Term(p, "pattern", schema.Latency), keys: keysOf(m), words: p,
		legend: p.Sprintf("The whole round trip of one message, there and back. mean: the mean of a sample, median " +
			"over samples. ×: how many times the mean of the fastest of the column, whose × is 1. p50, p99: what " +
			"half, and 99 of 100, of a sample's round trips do not exceed, medians over samples. Lowest mean first."),
		main: schema.SecPerOp, heading: p.Sprintf("mean"), form: quantity.Duration, sign: 1,
		columns: quantileColumns(p, m, schema.Latency),
		notes:   jitter.Notes(p, m, m.Of(schema.Latency)),
	}.table(m)
}
