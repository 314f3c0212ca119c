package results

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"golang.org/x/perf/benchfmt"
)

// FloorPattern is the pattern of the lines that measure the steps mechanisms are made of.
const FloorPattern = "Floor"

// A Floor is one such step: what it is, and where the step has them, the mechanism whose own path it is, the place and the
// size in bytes.
type Floor struct {
	What, Mech, Place string
	Size              int64 // 0 for none
}

// Path is what= of the floors that are a mechanism's own way through the kernel or memory, without any waiting.
const Path = "path"

// parseFloor takes the name of a floor apart. Errors name the key at fault.
func parseFloor(name benchfmt.Name) (Floor, error) {
	var f Floor
	_, parts := name.Parts()
	for _, part := range parts {
		key, value, _ := strings.Cut(strings.TrimPrefix(clean(string(part)), "/"), "=")
		switch key {
		case "what":
			f.What = value
		case "mech":
			f.Mech = value
		case "place":
			f.Place = value
		case "size":
			size, err := strconv.ParseInt(value, 10, 48)
			if err != nil || size < 1 {
				return f, fmt.Errorf("size=%s is not a number of bytes", clip(value, 20))
			}
			f.Size = size
		}
	}
	if f.What == "" {
		return f, fmt.Errorf("no what= in the name")
	}
	return f, nil
}

// addFloor puts one sample of a floor to the others.
func (m *Machine) addFloor(f Floor, values map[string]float64, round Round) {
	c := m.floors[f]
	if c == nil {
		c = &Cell{Size: f.Size, Over: map[string]int{}}
		m.floors[f] = c
		m.floorOrder = append(m.floorOrder, f)
	}
	c.put(values, round)
}

// floorPackage is the package whose floors count, the first that has some, and whether pkg is another. What a step
// takes is the machine's, but another package may mean another step by the same name.
func (m *Machine) floorPackage(pkg string) (first string, other bool) {
	if len(m.floors) == 0 {
		m.floorsOf = pkg
	}
	return m.floorsOf, pkg != m.floorsOf
}

// Floors are those measured, in the order of the files.
func (m *Machine) Floors() []Floor { return m.floorOrder }

// Floor holds the samples of a floor; nil if it was not measured.
func (m *Machine) Floor(f Floor) *Cell { return m.floors[f] }

// FloorValue is a floor's median in a unit, NaN if it was not measured.
func (m *Machine) FloorValue(f Floor, unit string) float64 {
	if e, ok := m.floors[f].Estimate(unit); ok {
		return e.Center
	}
	return math.NaN()
}
