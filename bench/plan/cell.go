package plan

import (
	"fmt"
	"strconv"
	"strings"

	"ipcbench/bench/place"
	"ipcbench/mechanisms"
)

// A Pattern is the name of a pattern, which says what one op is: Latency, Throughput.
type Pattern string

// A Cell is one benchmark of the matrix. Cells can be compared with ==.
type Cell struct {
	Pattern   Pattern
	Mechanism mechanisms.Mechanism
	Wait      mechanisms.Wait
	Place     place.Place
	Size      int // bytes of a message
	// Keys are further keys of the name that differ from their defaults, as they stand in it: "pairs=4" or
	// "pairs=4/rate=1000".
	Keys string
	// Own is the whole name, for a pattern whose cells are not named after a mechanism, a wait, a place and a size;
	// else "".
	Own string
}

// PairsKey is the key that says how many pairs of processes run at once.
const PairsKey = "pairs"

// Pairs is how many pairs of processes, or whatever the pattern's ends are, run at once.
func (c Cell) Pairs() int {
	n, err := strconv.Atoi(c.Key(PairsKey))
	if err != nil {
		return 1
	}
	return max(n, 1)
}

// Key is the value of a further key, "" where the name does not have it.
func (c Cell) Key(name string) string { return KeyIn(c.Keys, name) }

// KeyIn is the value of a key in keys as [Cell] has them, "" if it is not there.
func KeyIn(keys, name string) string {
	for part := range strings.SplitSeq(keys, "/") {
		if value, ok := strings.CutPrefix(part, name+"="); ok {
			return value
		}
	}
	return ""
}

// Name is the name of the sub-benchmark: what follows Benchmark<Pattern>/.
func (c Cell) Name() string {
	if c.Own != "" {
		return c.Own
	}
	t := c.Mechanism.Traits()
	name := fmt.Sprintf("mech=%s/wait=%s/place=%s/size=%d", t.Name, c.Wait, c.Place, c.Size)
	if t.Scope != mechanisms.Process {
		name += "/scope=" + string(t.Scope)
	}
	if c.Keys != "" {
		name += "/" + c.Keys
	}
	return name
}

// FullName is the benchmark's name as Go prints it, without the GOMAXPROCS suffix.
func (c Cell) FullName() string { return "Benchmark" + string(c.Pattern) + "/" + c.Name() }

// String is the cell for people.
func (c Cell) String() string {
	if c.Own != "" {
		return strings.ToLower(string(c.Pattern)) + " " + strings.ReplaceAll(c.Own, "/", ", ")
	}
	s := fmt.Sprintf("%s %s, wait %s, place %s, %d B", c.Mechanism.Traits().Name, c.Pattern, c.Wait, c.Place, c.Size)
	if n := c.Pairs(); n > 1 {
		s += fmt.Sprintf(", %d pairs", n)
	}
	for part := range strings.SplitSeq(c.Keys, "/") {
		if part != "" && !strings.HasPrefix(part, PairsKey+"=") {
			s += ", " + strings.Replace(part, "=", " ", 1)
		}
	}
	return s
}
