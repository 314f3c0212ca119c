package tables

import (
	"fmt"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/results"
)

// apart says in how many samples the pass of the percentiles took another time per round trip than the pass of the
// mean.
func apart(m *results.Machine) []string {
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
	return []string{fmt.Sprintf("in %d of %d samples the timed pass, which the percentiles are of, took over %g %% "+
		"more or less a round trip than the pass that the mean is of (at worst %.0f %%, in %s)",
		count, total, results.PassesLimit, worst.Worst(schema.PassesPercent), CellName(worst))}
}
