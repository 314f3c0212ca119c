package bench

import (
	"fmt"
	"strings"

	"ipcbench/mechanisms"
)

// A Cell is one benchmark of the matrix.
type Cell struct {
	Pattern   Pattern
	Mechanism mechanisms.Mechanism
	Wait      mechanisms.Wait
	Place     Place
	Size      int // bytes of a message
	Pairs     int // of processes at once, if more than one
}

// pairs is how many pairs of processes run at once.
func (c Cell) pairs() int { return max(c.Pairs, 1) }

// Name is the name of the sub-benchmark: what follows Benchmark<Pattern>/.
func (c Cell) Name() string {
	if c.Pattern == Floor {
		return c.floorName()
	}
	t := c.Mechanism.Traits()
	name := fmt.Sprintf("mech=%s/wait=%s/place=%s/size=%d", t.Name, c.Wait, c.Place, c.Size)
	if t.Scope != mechanisms.Process {
		name += "/scope=" + string(t.Scope)
	}
	if c.Pairs > 1 {
		name += fmt.Sprintf("/pairs=%d", c.Pairs)
	}
	return name
}

// FullName is the benchmark's name as Go prints it, without the GOMAXPROCS suffix.
func (c Cell) FullName() string { return "Benchmark" + string(c.Pattern) + "/" + c.Name() }

// String is the cell for people.
func (c Cell) String() string {
	if c.Pattern == Floor {
		return "floor " + strings.ReplaceAll(c.floorName(), "/", ", ")
	}
	s := fmt.Sprintf("%s %s, wait %s, place %s, %d B", c.Mechanism.Traits().Name, c.Pattern, c.Wait, c.Place, c.Size)
	if c.Pairs > 1 {
		s += fmt.Sprintf(", %d pairs", c.Pairs)
	}
	return s
}
