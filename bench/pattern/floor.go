package pattern

import (
	"fmt"
	"time"

	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
)

// floors is the pattern Floor. A floor is one step that mechanisms take to move a message, measured by itself. Its
// cells are named after the step:
//
//	what=syscall                    one getppid(2)
//	what=clock                      one reading of the clock, in the vDSO
//	what=engine/size=8              one turn of Latency's loop over a Link that does nothing
//	what=copy/size=…                one copy between two buffers that stay in the cache
//	what=copy-cold/size=…           one copy between places that are in no cache
//	what=line/place=…               one cache line moves to another CPU and back
//	what=switch/place=same          two processes on one CPU: one yields to the other and back, by sched_yield(2)
//	what=wake/place=…               two processes: one wakes the other, which sleeps in futex(2), and back
//	what=path/mech=…/size=…         one thread holds both ends and sends one message each way, without waiting
//	what=jitter/cpu=…               one gap between two readings of the clock, by a thread that does nothing else
//
// The mechanisms of a selection are used by what=path only, and only raw ones; see [mechanisms.Traits].
var floors = &Pattern{
	Shape: plan.Shape{
		Name:  Floor,
		Whole: addFloors,
	},
	Open: openFloor,
	Ends: 2, Flows: between,
	Together: func(c plan.Cell) bool {
		f, ok := floorOf(c.Mechanism)
		return !ok || !f.between
	},
	Window:  byFirst,
	Figures: func(_ plan.Cell, m Measurement) []Metric { return m.Own },
	Lasts:   floorLasts,
}

// mostPath is how long what=path is measured at most: there are as many of them as mechanisms, and one thread that
// waits for nobody varies little.
const mostPath = 200 * time.Millisecond

// floorLasts is how long the measured pass of a floor lasts where -benchtime says d.
func floorLasts(c plan.Cell, d time.Duration) time.Duration {
	switch f, ok := floorOf(c.Mechanism); {
	case !ok:
		return min(d, mostPath)
	case f.perCPU:
		return max(d, leastJitter)
	}
	return d
}

// floorSizes are the sizes of each matrix, in bytes.
var floorSizes = map[string][]int{"quick": {64}, "default": {64, 65536}, "full": allSizes}

// A floor is one step that mechanisms take, measured by itself. It is a lower bound for the mechanisms that take the
// step, and explains a part of their results. No floor is derived from the result of a mechanism.
//
// A floor implements [mechanisms.Mechanism], so that it is planned, started, pinned, warmed up and reported in the
// same way. It never opens a Link.
type floor struct {
	what    string               // its what= in the name
	between bool                 // between two processes; otherwise one thread of one process does everything
	sized   bool                 // its name has a size=
	perCPU  bool                 // it runs on each CPU in use, by itself; its name has a cpu=
	places  []place.Place        // where it is meaningful; nil if it does not depend on the place
	lacks   func(size int) error // what the machine lacks for it; nil if it runs everywhere
	// loop makes the loop that one side runs in a worker: n ops, whose effect it checks.
	loop func(*floorSide) (func(n int) error, error)
}

// allFloors are all floors in reading order, except path.
var allFloors = []*floor{
	{what: schema.FloorSyscall, loop: syscallFloor},
	{what: schema.FloorClock, loop: clockFloor},
	{what: schema.FloorEngine, sized: true, loop: engineFloor},
	{what: schema.FloorCopy, sized: true, loop: copyFloor},
	{what: schema.FloorCopyCold, sized: true, lacks: lacksForCold, loop: coldCopyFloor},
	{
		what: schema.FloorLine, between: true, places: []place.Place{place.Cross, place.SMT, place.NUMA},
		loop: lineFloor,
	},
	{what: schema.FloorSwitch, between: true, places: []place.Place{place.Same}, loop: switchFloor},
	{what: schema.FloorWake, between: true, places: place.All, loop: wakeFloor},
	{what: schema.FloorJitter, perCPU: true, loop: jitterFloor},
}

func init() { // not in the literal above, since the loops of allFloors refer to floors
	floors.Brings = func([]mechanisms.Mechanism) (brought []mechanisms.Mechanism) {
		for _, f := range allFloors {
			brought = append(brought, f)
		}
		return brought
	}
}

// FloorNamed is the floor with this what=, as the mechanism that stands for it; nil if there is none, as for path.
func FloorNamed(what string) mechanisms.Mechanism {
	for _, f := range allFloors {
		if f.what == what {
			return f
		}
	}
	return nil
}

// floorOf is the floor that m stands for; ok is false if m is a real mechanism.
func floorOf(m mechanisms.Mechanism) (*floor, bool) {
	f, ok := m.(*floor)
	return f, ok
}

// Traits implements [mechanisms.Mechanism]. A floor is raw, since its loop does not involve the Go runtime.
func (f *floor) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: "floor-" + f.what, Family: "floor", Provider: mechanisms.OS, Scope: mechanisms.Process,
		Direction: mechanisms.Duplex, Relation: mechanisms.Related,
		Waits: []mechanisms.Wait{mechanisms.Block}, Raw: true,
	}
}

// Available implements [mechanisms.Mechanism].
func (f *floor) Available() error { return nil }

// Open implements [mechanisms.Mechanism]. It always fails: a floor has no Link.
func (f *floor) Open(*mechanisms.End) (mechanisms.Link, error) {
	return nil, fmt.Errorf("%s is a floor and carries no messages", f.what)
}
