package knees

import (
	"ipcbench/internal/schema"
	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/results"
)

// Of finds the knees of a series in a pattern: in the time of an op by size. Sizes that were not measured in the state
// of the machine that is shown, or with fewer than three samples, are left out.
func Of(m *results.Machine, pattern string, s benchname.Series) []Knee {
	var sizes []float64
	var times []results.Estimate
	for _, size := range m.Sizes(pattern, s) {
		cell := m.Cell(pattern, s, size)
		if e, ok := cell.Estimate(schema.SecPerOp); ok && !cell.Elsewhere && e.N >= leastSamples {
			sizes, times = append(sizes, float64(size)), append(times, e)
		}
	}
	return Find(pointsOf(sizes, times))
}
