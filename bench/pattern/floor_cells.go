package pattern

import (
	"fmt"
	"slices"

	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
)

// addFloors plans the floors of a selection. A floor between two processes runs at the selected places, and also on
// one CPU unless a flag asks for places: that is quick and explains the most.
func addFloors(p *plan.Plan, s plan.Selection) {
	places := s.Places
	if places == nil {
		places = append([]place.Place{place.Same}, s.Matrix.Places...)
	}
	sizes := s.Sizes
	if sizes == nil {
		sizes = floorSizes[s.Matrix.Name]
	}
	for _, f := range allFloors {
		refuse := p.Refuser(f.Traits().Name)
		for _, at := range f.placesOf(places) {
			if !p.Has(at) {
				continue
			}
			for _, size := range f.sizesOf(sizes, s.Mechanisms) {
				if f.lacks != nil {
					if err := f.lacks(size); err != nil {
						refuse("size %d: %v", size, err)
						continue
					}
				}
				p.Cells = append(p.Cells, floorCell(f, at, size))
			}
		}
	}
	for _, m := range s.Mechanisms {
		t := m.Traits()
		// Of the others one thread cannot hold both ends: their Send and Recv need the Go runtime, or wait for each
		// other.
		if m.Available() != nil || !t.Raw || t.Rendezvous || t.Threaded || s.LeavesOut(t) {
			continue
		}
		for _, size := range plan.Carried(sizes, t, false, func(string, ...any) {}) { // other patterns report these
			if size > pathMost {
				continue
			}
			p.Cells = append(p.Cells, PathCell(m, size))
		}
	}
}

// pathMost is the size of the largest message of what=path, in bytes. Every mechanism holds such a message while
// nobody receives.
const pathMost = 4096

// placesOf are those of some places where f is meaningful, each once.
func (f *floor) placesOf(places []place.Place) (all []place.Place) {
	if f.perCPU {
		for _, cpu := range place.InUse(places) {
			all = append(all, place.On(cpu))
		}
		return all
	}
	if f.places == nil {
		return []place.Place{place.Same} // one thread, on the CPU that two ends would share
	}
	for _, at := range place.All {
		if slices.Contains(places, at) && slices.Contains(f.places, at) {
			all = append(all, at)
		}
	}
	return all
}

// sizesOf are the sizes at which f runs, in bytes.
func (f *floor) sizesOf(sizes []int, all []mechanisms.Mechanism) []int {
	number := slices.ContainsFunc(all, func(m mechanisms.Mechanism) bool { return m.Traits().Number })
	switch {
	case f.what == schema.FloorEngine || !f.sized:
		return []int{mechanisms.NumberSize}
	case f.what == schema.FloorCopy && number && !slices.Contains(sizes, mechanisms.NumberSize):
		return append([]int{mechanisms.NumberSize}, sizes...)
	}
	return sizes
}

// FloorCell is the cell of the floor with this what=, at a place, with a size in bytes; ok is false if there is none.
func FloorCell(what string, at place.Place, size int) (c plan.Cell, ok bool) {
	f, ok := floorOf(FloorNamed(what))
	if !ok {
		return c, false
	}
	return floorCell(f, at, size), true
}

func floorCell(f *floor, at place.Place, size int) plan.Cell {
	own := "what=" + f.what
	if f.places != nil {
		own += "/place=" + string(at)
	}
	if f.perCPU {
		own += "/" + string(at)
	}
	if f.sized {
		own += fmt.Sprintf("/size=%d", size)
	}
	return plan.Cell{Pattern: Floor, Mechanism: f, Wait: mechanisms.Block, Place: at, Size: size, Own: own}
}

// PathCell is the cell what=path of a mechanism: the work of its Send and Recv, without any waiting. size is in
// bytes.
func PathCell(m mechanisms.Mechanism, size int) plan.Cell {
	t := m.Traits()
	return plan.Cell{
		Pattern: Floor, Mechanism: m, Wait: t.Waits[0], Place: place.Same, Size: size,
		Own: fmt.Sprintf("what=%s/mech=%s/size=%d", schema.FloorPath, t.Name, size),
	}
}
