package bench

import (
	"fmt"
	"testing"

	"ipcbench/mechanisms"
)

// A floor is one step that every mechanism is made of, measured by itself: the figures of mechanisms are bounded by
// it and, so far as it goes, explained. Nothing of a floor is derived from a mechanism's own result.
//
// Its name is the what= of BenchmarkFloor. It is declared as a mechanism is, so that it is planned, started, pinned,
// warmed up and reported like one; it never opens a Link.
type floor struct {
	what    string
	between bool                                        // between two processes; else one thread of one process does all
	sized   bool                                        // it has a size=
	places  []Place                                     // where it means something; nil if that does not depend on the place
	lacks   func(size int) error                        // what the machine lacks for it; nil if it runs everywhere
	loop    func(*floorSide) (func(n int) error, error) // in a worker: what its side does for n ops
}

// floors are all floors but path, in reading order.
var floors []*floor

func init() { // as their loops refer to them
	floors = []*floor{
		{what: "syscall", loop: syscallFloor},
		{what: "clock", loop: clockFloor},
		{what: "engine", sized: true, loop: engineFloor},
		{what: "copy", sized: true, loop: copyFloor},
		{what: "copy-cold", sized: true, lacks: lacksForCold, loop: coldCopyFloor},
		{what: "line", between: true, places: []Place{Cross, SMT, NUMA}, loop: lineFloor},
		{what: "switch", between: true, places: []Place{Same}, loop: switchFloor},
		{what: "wake", between: true, places: Places, loop: wakeFloor},
	}
}

// pathFloor is the what= of the floors that are made of a mechanism's own Link.
const pathFloor = "path"

// RunFloors runs the floors as sub-benchmarks of b, which is BenchmarkFloor, under the names of what they measure:
//
//	what=syscall                    one getppid(2)
//	what=clock                      one reading of the clock, in the vDSO
//	what=engine/size=8              one turn of Latency's loop over a Link that does nothing
//	what=copy/size=…                one copy between two buffers that stay in the cache
//	what=copy-cold/size=…           one copy between places that are in no cache
//	what=line/place=…               one cache line to another CPU and back
//	what=switch/place=same          two processes on one CPU: to the other and back, by sched_yield(2)
//	what=wake/place=…               two processes that sleep: the other woken and back, by futex(2)
//	what=path/mech=…/size=…         one thread that holds both ends: one message each way, and no waiting
//
// The mechanisms are those that path is measured of; only raw ones have it (see [mechanisms.Traits]).
func RunFloors(b *testing.B, all ...mechanisms.Mechanism) { Run(b, Floor, all...) }

// floorOf is the floor that m stands for; ok is false for a real mechanism.
func floorOf(m mechanisms.Mechanism) (*floor, bool) {
	f, ok := m.(*floor)
	return f, ok
}

// withFloors are the mechanisms that a worker must know: those given, and the floors.
func withFloors(all []mechanisms.Mechanism) []mechanisms.Mechanism {
	known := append([]mechanisms.Mechanism(nil), all...)
	for _, f := range floors {
		known = append(known, f)
	}
	return known
}

// Traits implements [mechanisms.Mechanism]: a floor's loop is as raw as that of a raw mechanism.
func (f *floor) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: "floor-" + f.what, Family: "floor", Provider: mechanisms.OS, Scope: mechanisms.Process,
		Direction: mechanisms.Duplex, Relation: mechanisms.Related, Waits: []mechanisms.Wait{mechanisms.Block}, Raw: true,
	}
}

// Available implements [mechanisms.Mechanism].
func (f *floor) Available() error { return nil }

// Open implements [mechanisms.Mechanism]; a floor has no Link.
func (f *floor) Open(*mechanisms.End) (mechanisms.Link, error) {
	return nil, fmt.Errorf("%s is a floor and carries no messages", f.what)
}

// handler is which of this package's handlers runs the cell's workers.
func (c Cell) handler() string {
	switch c.Pattern {
	case Floor:
		return floorHandler
	case Setup:
		return setupHandler
	}
	return handlerName
}

// together tells whether one process runs both sides of a cell whose mechanism would have two.
func (c Cell) together() bool {
	if c.Pattern != Floor {
		return c.Pattern == Setup
	}
	f, ok := floorOf(c.Mechanism)
	return !ok || !f.between
}

// floorName is Name for a floor.
func (c Cell) floorName() string {
	f, ok := floorOf(c.Mechanism)
	if !ok {
		return fmt.Sprintf("what=%s/mech=%s/size=%d", pathFloor, c.Mechanism.Traits().Name, c.Size)
	}
	name := "what=" + f.what
	if f.places != nil {
		name += "/place=" + string(c.Place)
	}
	if f.sized {
		name += fmt.Sprintf("/size=%d", c.Size)
	}
	return name
}
