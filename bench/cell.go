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
}

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
	return name
}

// FullName is the benchmark's name as Go prints it, without the GOMAXPROCS suffix.
func (c Cell) FullName() string { return "Benchmark" + string(c.Pattern) + "/" + c.Name() }

// String is the cell for people.
func (c Cell) String() string {
	if c.Pattern == Floor {
		return "floor " + strings.ReplaceAll(c.floorName(), "/", ", ")
	}
	return fmt.Sprintf("%s %s, wait %s, place %s, %d B", c.Mechanism.Traits().Name, c.Pattern, c.Wait, c.Place, c.Size)
}
