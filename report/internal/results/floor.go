package results

import (
	"math"

	"ipcbench/report/internal/benchname"
)

// cellOfFloor is the cell of a floor, made if there is none.
func (m *Machine) cellOfFloor(f benchname.Floor) *Cell {
	c := m.floors[f]
	if c == nil {
		c = &Cell{Size: f.Size, place: f.Place}
		m.floors[f] = c
		m.floorOrder = append(m.floorOrder, f)
	}
	return c
}

// floorPackage is the package whose floors count, the first that has any, and whether pkg is another one. The time of a
// step is a property of the machine, but another package may mean another step by the same name.
func (m *Machine) floorPackage(pkg string) (first string, other bool) {
	if len(m.floors) == 0 {
		m.floorsOf = pkg
	}
	return m.floorsOf, pkg != m.floorsOf
}

// Floors are the floors that were measured, in the order of the files.
func (m *Machine) Floors() []benchname.Floor { return m.floorOrder }

// Floor holds the samples of a floor; nil if it was not measured.
func (m *Machine) Floor(f benchname.Floor) *Cell { return m.floors[f] }

// FloorValue is a floor's median in a unit, NaN if it was not measured.
func (m *Machine) FloorValue(f benchname.Floor, unit string) float64 {
	if e, ok := m.floors[f].Estimate(unit); ok {
		return e.Center
	}
	return math.NaN()
}
