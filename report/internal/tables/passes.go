package tables

import (
	"fmt"

	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
)

// apart says of how many samples the pass of the percentiles was another than that of the mean.
func apart(m *results.Machine) []string {
	var worst *results.Cell
	count, total := 0, 0
	for _, c := range m.All() {
		e, ok := c.Estimate(results.Passes)
		if !ok {
			continue
		}
		total += e.N
		count += c.Apart
		if c.Apart > 0 && (worst == nil || c.Farthest > worst.Farthest) {
			worst = c
		}
	}
	if worst == nil {
		return nil
	}
	return []string{fmt.Sprintf("%d of %d samples: the round trips that their percentiles are of took on average over %d %% more or less than those that their median is of (at worst %s, in %s)",
		count, total, results.PassesLimit, quantity.Percent(worst.Farthest/100), cellName(worst))}
}
