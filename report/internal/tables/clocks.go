package tables

import (
	"strconv"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/words"
)

// clocksApart says in how many samples between two machines their clocks disagree on how long the pass took, and where
// most.
func clocksApart(p *words.Printer, m *results.Machine) []string {
	var worst *results.Cell
	count, total := 0, 0
	for _, c := range m.All() {
		e, ok := c.Whole(schema.ClocksPercent)
		if !ok {
			continue
		}
		total += e.N
		count += c.ClocksApart
		if c.ClocksApart > 0 &&
			(worst == nil || c.Worst(schema.ClocksPercent) > worst.Worst(schema.ClocksPercent)) {
			worst = c
		}
	}
	if worst == nil {
		return nil
	}
	return []string{p.Sprintf("in %s of %s samples between machines the pass took over %s %% more or less by the "+
		"clock of side A, until side B had confirmed the last message, than by that of side B, which the figures are "+
		"of (at worst %s %%, in %s): a longer -test.benchtime makes the confirmation weigh less",
		strconv.Itoa(count), strconv.Itoa(total), limit(results.ClocksLimit),
		quantity.Whole(worst.Worst(schema.ClocksPercent)), CellName(worst))}
}
