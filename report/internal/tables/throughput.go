package tables

import (
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// lead explains × where more is better.
func lead(p *words.Printer) string {
	return p.Sprintf("×: the highest of the column, whose × is 1, is so many times as high.")
}

// Throughput is the table of bytes and messages a second; false when the machine has none.
func Throughput(p *words.Printer, m *results.Machine) (table.Table, bool) {
	return rates(p, m, schema.Throughput,
		p.Sprintf("One way, from the first send to the last receive: payload and messages per second, medians over "+
			"samples (1 MB = 10⁶ bytes)."))
}

// Duplex is the same of both directions at once.
func Duplex(p *words.Printer, m *results.Machine) (table.Table, bool) {
	return rates(p, m, schema.Duplex,
		p.Sprintf("Both ways at once, each side sending and receiving: payload and messages per second of both "+
			"together, medians over samples."))
}

func rates(p *words.Printer, m *results.Machine, pattern, legend string) (table.Table, bool) {
	b := bySize{
		pattern: pattern, title: words.Term(p, "pattern", pattern), keys: keysOf(m), words: p,
		legend: strings.Join([]string{legend, lead(p), p.Sprintf("Highest first.")}, " "),
		main:   schema.BytesPerSec, heading: p.Sprintf("payload"), form: quantity.Throughput, sign: -1,
		columns: []column{inUnit(p.Sprintf("msg/s"), schema.MsgPerSec, quantity.Frequency)},
	}
	if knowsDepth(m, pattern) {
		b.columns = append(b.columns, column{p.Sprintf("in flight"), messagesInFlight})
		b.notes = []string{p.Sprintf("in flight: the most messages seen handed over and not yet received, in a pass " +
			"of up to 10,000 without a clock.")}
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
		return quantity.Whole(most)
	}
	return table.Missing
}
