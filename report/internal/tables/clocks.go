package tables

import (
	"fmt"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/results"
)

// clocksApart says in how many samples between two machines their clocks disagree on how long the pass took, and where
// most.
func clocksApart(m *results.Machine) []string {
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
	return []string{fmt.Sprintf("in %d of %d samples between machines the pass took over %g %% more or less by the "+
		"clock of side A, until side B had confirmed the last message, than by that of side B, which the figures are "+
		"of (at worst %.0f %%, in %s): a longer -test.benchtime makes the confirmation weigh less",
		count, total, results.ClocksLimit, worst.Worst(schema.ClocksPercent), CellName(worst))}
}
