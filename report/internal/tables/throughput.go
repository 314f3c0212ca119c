package tables

import (
	"fmt"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
)

// lead explains × where more is better.
const lead = "×: the highest of the column, whose × is 1, is so many times as high."

// Throughput is the table of bytes and messages a second; false when the machine has none.
func Throughput(m *results.Machine) (table.Table, bool) {
	return rates(m, schema.Throughput,
		"One way, from the first send to the last receive: payload and messages per second, medians over samples "+
			"(1 MB = 10⁶ bytes). "+lead+" Highest first.")
}

// Duplex is the same of both directions at once.
func Duplex(m *results.Machine) (table.Table, bool) {
	return rates(m, schema.Duplex,
		"Both ways at once, each side sending and receiving: payload and messages per second of both together, "+
			"medians over samples. "+lead+" Highest first.")
}

func rates(m *results.Machine, pattern, legend string) (table.Table, bool) {
	b := bySize{
		pattern: pattern, title: pattern, keys: keysOf(m), legend: legend,
		main: schema.BytesPerSec, heading: "payload", form: quantity.Throughput, sign: -1,
		columns: []column{inUnit("msg/s", schema.MsgPerSec, quantity.Frequency)},
	}
	if knowsDepth(m, pattern) {
		b.columns = append(b.columns, column{"in flight", messagesInFlight})
		b.notes = []string{"in flight: the most messages seen handed over and not yet received, in a pass of up to " +
			"10,000 without a clock."}
	}
	return b.table(m)
}

// knowsDepth tells whether any cell of a pattern says how many messages were under way.
func knowsDepth(m *results.Machine, pattern string) bool {
	for _, s := range m.Series(pattern) {
		for _, size := range m.Sizes(pattern, s) {
			if m.Cell(pattern, s, size).Worst(schema.InFlight) > 0 {
				return true
			}
		}
	}
	return false
}

// messagesInFlight is the highest number that any sample saw.
func messagesInFlight(_ *Figures, c *results.Cell) string {
	if most := c.Worst(schema.InFlight); most > 0 {
		return fmt.Sprintf("%.0f", most)
	}
	return table.Missing
}
