package bench

import (
	"slices"

	"ipcbench/mechanisms"
)

// addFloors lays out the floors of a selection. Floors between processes run where the selection's cells do, and on one
// CPU as well unless places were asked for by a flag: those are cheap and explain the most.
func (p *plan) addFloors(s selection) {
	places := s.places
	if places == nil {
		places = append([]Place{Same}, s.matrix.places...)
	}
	sizes := s.sizes
	if sizes == nil {
		sizes = s.matrix.sizes[Floor]
	}
	for _, f := range floors {
		refuse := p.refuser(f.Traits().Name)
		for _, place := range f.placesOf(places) {
			if _, err := place.CPUs(); err != nil {
				p.refuser("place="+string(place))("%v", err)
				continue
			}
			for _, size := range f.sizesOf(sizes, s.mechanisms) {
				if f.lacks != nil {
					if err := f.lacks(size); err != nil {
						refuse("size %d: %v", size, err)
						continue
					}
				}
				p.cells = append(p.cells, Cell{Pattern: Floor, Mechanism: f, Wait: mechanisms.Block, Place: place, Size: size})
			}
		}
	}
	for _, m := range s.mechanisms {
		t := m.Traits()
		if m.Available() != nil || !t.Raw || t.Rendezvous || t.Threaded { // the Send and Recv of others take part in the Go runtime: one thread cannot hold both ends
			continue
		}
		for _, size := range carried(sizes, t, false, func(string, ...any) {}) { // said already
			if size > pathMost {
				continue
			}
			p.cells = append(p.cells, Cell{Pattern: Floor, Mechanism: m, Wait: t.Waits[0], Place: Same, Size: size})
		}
	}
}

// pathMost is the largest message of which path is measured, bytes: every mechanism holds one as large without a receiver.
const pathMost = 4096

// placesOf are the places of the selection where f means something, each once.
func (f *floor) placesOf(places []Place) []Place {
	if f.places == nil {
		return []Place{Same} // one thread, on the CPU that both sides of a pair would share
	}
	var all []Place
	for _, place := range Places {
		if slices.Contains(places, place) && slices.Contains(f.places, place) {
			all = append(all, place)
		}
	}
	return all
}

// sizesOf are the sizes at which f runs.
func (f *floor) sizesOf(sizes []int, all []mechanisms.Mechanism) []int {
	number := slices.ContainsFunc(all, func(m mechanisms.Mechanism) bool { return m.Traits().Number })
	switch {
	case f.what == "engine" || !f.sized:
		return []int{mechanisms.NumberSize}
	case f.what == "copy" && number && !slices.Contains(sizes, mechanisms.NumberSize):
		return append([]int{mechanisms.NumberSize}, sizes...)
	}
	return sizes
}
