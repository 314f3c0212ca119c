package plan

import (
	"slices"

	"ipcbench/bench/place"
	"ipcbench/internal/condition"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
)

// Condition is what the ends of the cell run under, as its keys say.
func (c Cell) Condition() (condition.Condition, error) {
	under, err := condition.Parse(c.Key(schema.KeySched))
	under.Locked = c.Key(schema.KeyMlock) == schema.Locked
	return under, err
}

// under puts the cells from a number on under a condition, and leaves out those that cannot run under it. Its keys
// stand in front of the patterns' own.
func (p *Plan) under(c condition.Condition, from int, refuse func(string, ...any)) {
	keys := ""
	for _, kv := range c.Keys() {
		keys = withKey(keys, Key{Name: kv[0]}, kv[1])
	}
	if keys == "" {
		return
	}
	cells := p.Cells[:from]
	for _, cell := range p.Cells[from:] {
		if c.RealTime() && starves(cell) {
			refuse("sched=%s with wait=%s, where ends share a CPU: an end that never sleeps lets nobody else run there",
				c.Sched(), cell.Wait)
			continue
		}
		if cell.Keys != "" {
			cell.Keys = "/" + cell.Keys
		}
		cell.Keys = keys + cell.Keys
		cells = append(cells, cell)
	}
	p.Cells = slices.Clip(cells)
}

// starves tells whether the ends of a cell share a CPU and do not sleep while they wait.
func starves(c Cell) bool {
	never := c.Wait == mechanisms.Spin || c.Wait == mechanisms.Yield
	return never && (c.Place == place.Same || c.Pairs() > 1)
}
