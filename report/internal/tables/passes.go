package tables

import (
	"strconv"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/words"
)

// apart says in how many samples the pass of the percentiles took another time per round trip than the pass of the
// mean.
func apart(p *words.Printer, m *results.Machine) []string {
	var worst *results.Cell
	count, total := 0, 0
	for _, c := range m.All() {
		e, ok := c.Whole(schema.PassesPercent)
		if !ok {
			continue
		}
		total += e.N
		count += c.Apart
		if c.Apart > 0 && (worst == nil || c.Worst(schema.PassesPercent) > worst.Worst(schema.PassesPercent)) {
			worst = c
		}
	}
	if worst == nil {
		return nil
	}
	return []string{p.Sprintf("in %s of %s samples the timed pass, which the percentiles are of, took over %s %% "+
		"more or less a round trip than the pass that the mean is of (at worst %s %%, in %s)",
		strconv.Itoa(count), strconv.Itoa(total), limit(results.PassesLimit),
		quantity.Whole(worst.Worst(schema.PassesPercent)), CellName(worst))}
}

// limit prints a limit as it stands in the code.
func limit(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
