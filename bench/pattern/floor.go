package pattern

import (
	"fmt"

	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
)

// floors is one step that every mechanism is made of. Its cells are named after what they measure:
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
// The mechanisms of a selection are those that path is measured of; only raw ones have it (see [mechanisms.Traits]).
var floors = &Pattern{
	Words: words(string(Floor)),
	Shape: plan.Shape{
		Name:  Floor,
		In:    floorSizes,
		Whole: addFloors,
	},
	Open: openFloor,
	Ends: 2, Flows: between,
	Together: func(c plan.Cell) bool {
		f, ok := floorOf(c.Mechanism)
		return !ok || !f.between
	},
	Window: byFirst,
}

var floorSizes = map[string]plan.Part{
	"quick":   {Sizes: []int{64}},
	"default": {Sizes: []int{64, 65536}},
	"full":    {Sizes: allSizes},
}

// A floor is one step that every mechanism is made of, measured by itself: the figures of mechanisms are bounded by
// it and, so far as it goes, explained. Nothing of a floor is derived from a mechanism's own result.
//
// Its name is the what= of BenchmarkFloor. It is declared as a mechanism is, so that it is planned, started, pinned,
// warmed up and reported like one; it never opens a Link.
type floor struct {
	what    string
	between bool                                        // between two processes; else one thread of one process does all
	sized   bool                                        // it has a size=
	places  []place.Place                               // where it means something; nil if that does not depend on the place
	lacks   func(size int) error                        // what the machine lacks for it; nil if it runs everywhere
	loop    func(*floorSide) (func(n int) error, error) // in a worker: what its side does for n ops; each checks it
}

// allFloors are all floors but path, in reading order.
var allFloors = []*floor{
	{what: schema.FloorSyscall, loop: syscallFloor},
	{what: schema.FloorClock, loop: clockFloor},
	{what: schema.FloorEngine, sized: true, loop: engineFloor},
	{what: schema.FloorCopy, sized: true, loop: copyFloor},
	{what: schema.FloorCopyCold, sized: true, lacks: lacksForCold, loop: coldCopyFloor},
	{what: schema.FloorLine, between: true, places: []place.Place{place.Cross, place.SMT, place.NUMA}, loop: lineFloor},
	{what: schema.FloorSwitch, between: true, places: []place.Place{place.Same}, loop: switchFloor},
	{what: schema.FloorWake, between: true, places: place.All, loop: wakeFloor},
}

func init() { // its loops refer to it
	for _, f := range allFloors {
		floors.Brings = append(floors.Brings, f)
	}
}

// FloorNamed is the stand-in for a mechanism of the floor with this what=; nil if there is none, as for path.
func FloorNamed(what string) mechanisms.Mechanism {
	for _, f := range allFloors {
		if f.what == what {
			return f
		}
	}
	return nil
}

// floorOf is the floor that m stands for; ok is false for a real mechanism.
func floorOf(m mechanisms.Mechanism) (*floor, bool) {
	f, ok := m.(*floor)
	return f, ok
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
