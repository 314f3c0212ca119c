package plan

import (
	"slices"

	"ipcbench/bench/place"
	"ipcbench/internal/condition"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
)

// under puts the cells from a number on under the condition of a selection, and leaves out those that cannot run under
// it. Its keys stand in front of the patterns' own.
func (p *Plan) under(s Selection, from int, refuse func(string, ...any)) {
	if s.Under == "" {
		return
	}
	sched := KeyIn(s.Under, schema.KeySched)
	c, _ := condition.Parse(sched) // as the selection was made
	cells := p.Cells[:from]
	for _, cell := range p.Cells[from:] {
		if c.RealTime() && starves(cell) {
			refuse("sched=%s with wait=%s, where ends share a CPU: an end that never sleeps lets nobody else run there",
				sched, cell.Wait)
			continue
		}
		if cell.Keys != "" {
			cell.Keys = "/" + cell.Keys
		}
		cell.Keys = s.Under + cell.Keys
		cells = append(cells, cell)
	}
	p.Cells = slices.Clip(cells)
}

// starves tells whether the ends of a cell share a CPU and do not sleep while they wait.
func starves(c Cell) bool {
	never := c.Wait == mechanisms.Spin || c.Wait == mechanisms.Yield
	return never && (c.Place == place.Same || c.Pairs() > 1)
}
