package results

import "fmt"

// foldProcs drops GOMAXPROCS from the cells' keys where a machine has but one value of it, and turns it into a
// further key of the series where it has several (go test -cpu=1,2): those are not one thing measured twice.
func (m *Machine) foldProcs() {
	values := map[int]bool{}
	for _, c := range m.cells {
		values[c.key.procs] = true
	}
	several := len(values) > 1
	index := map[cellKey]*Cell{}
	for _, c := range m.cells {
		if several {
			procs := fmt.Sprintf("gomaxprocs=%d", c.key.procs)
			if c.key.series.Extra != "" {
				procs = c.key.series.Extra + " " + procs
			}
			c.key.series.Extra = procs
		}
		c.key.procs = 0
		c.Series = c.key.series
		index[c.key] = c
	}
	m.index = index
}
