package results

import (
	"fmt"
	"slices"
	"strings"

	"ipcbench/report/internal/state"
)

// A Split is a probe of the machine's state that shows several; see package state.
type Split struct {
	state.Split
	Shown int // the state whose samples make the figures: an index into States; -1 if all do
}

// AllStates is the name by which [Set.ShowStates] takes all samples, of whatever state.
const AllStates = "all"

// ShowStates chooses the states whose samples make the figures, by their names. Of a split of which none is named it
// is the state with the most samples. A cell without a sample of that state shows all of its samples; see
// [Cell.Elsewhere]. The error says which states there are.
func (s *Set) ShowStates(names ...string) error {
	known := []string{}
	for _, m := range s.Machines {
		for _, split := range m.Splits {
			for _, one := range split.States {
				known = append(known, one.Name)
			}
		}
	}
	slices.Sort(known)
	known = append([]string{AllStates}, slices.Compact(known)...)
	for _, name := range names {
		if slices.Contains(known, name) {
			continue
		}
		if len(known) == 1 {
			return fmt.Errorf("no state %q: in these results the machine has one state only; leave out --state", name)
		}
		return fmt.Errorf("no state %q: there are %s", name, strings.Join(known, ", "))
	}
	for _, m := range s.Machines {
		m.show(names)
	}
	return nil
}

// ShowTogether takes some machines for one that was measured at several times: it finds the states of all together, and
// shows the same of each. A machine that was in no such state at its time has cells that are [Cell.Elsewhere].
func ShowTogether(machines ...*Machine) {
	found := state.Find(func(unit string, yield func(place string, value float64)) {
		for _, m := range machines {
			for _, c := range m.everyCell() {
				for _, v := range c.table.Column(unit).All() {
					yield(c.place, v)
				}
			}
		}
	})
	for _, m := range machines {
		m.Splits = nil
		for _, split := range found {
			m.Splits = append(m.Splits, Split{Split: split})
		}
		m.show(nil)
	}
}

// show has the samples of some states make the figures.
func (m *Machine) show(names []string) {
	for i := range m.Splits {
		m.Splits[i].choose(names)
	}
	for _, c := range m.everyCell() {
		c.show(m.Splits)
	}
}

// Shown names the states whose samples make the figures at a place; "" where the machine had one state.
func (m *Machine) Shown(place string) string {
	var names []string
	for _, split := range m.Splits {
		switch {
		case split.Place != "" && split.Place != place:
		case split.Shown < 0:
			names = append(names, AllStates)
		default:
			names = append(names, split.States[split.Shown].Name)
		}
	}
	return strings.Join(slices.Compact(names), ", ")
}

// choose chooses the state to show: the first that is named, or else the one with the most samples.
func (split *Split) choose(names []string) {
	if split.Shown = -1; slices.Contains(names, AllStates) {
		return
	}
	most := -1
	for i, one := range split.States {
		if slices.Contains(names, one.Name) {
			split.Shown = i
			return
		}
		if one.Samples > most {
			most, split.Shown = one.Samples, i
		}
	}
}

// everyCell are the cells and the floors.
func (m *Machine) everyCell() []*Cell {
	all := slices.Clone(m.cells)
	for _, f := range m.floorOrder {
		all = append(all, m.floors[f])
	}
	return all
}

// show has those samples make the figures that are of the shown state of each split.
func (c *Cell) show(splits []Split) {
	c.shown, c.estimates = nil, nil
	for _, split := range splits {
		if split.Shown < 0 || !split.Concerns(c.place) {
			continue
		}
		for i, v := range c.table.Column(split.Unit).All() {
			if split.Of(v) != split.Shown {
				if c.shown == nil {
					c.shown = slices.Repeat([]bool{true}, c.table.Len())
				}
				c.shown[i] = false
			}
		}
	}
	c.Elsewhere = c.shown != nil && !slices.Contains(c.shown, true)
	if c.Elsewhere {
		c.shown = nil
	}
	c.count()
}
