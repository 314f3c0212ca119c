package plan

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"ipcbench/bench/place"
	"ipcbench/mechanisms"
)

// A Pattern is the name of a pattern, such as Latency or Throughput. A pattern says what one op is.
type Pattern string

// A Cell is one benchmark. Cells can be compared with ==.
type Cell struct {
	Pattern   Pattern
	Mechanism mechanisms.Mechanism
	Wait      mechanisms.Wait
	Place     place.Place
	Size      int // bytes of a message
	// Scope is how far apart the ends are: the mechanism's own scope, which "" stands for, or [mechanisms.Host].
	Scope mechanisms.Scope
	// Keys are the pattern's own keys whose values differ from the defaults, as they stand in the name: "pairs=4" or
	// "pairs=4/rate=1000".
	Keys string
	// Own, if it is not "", is the whole name after Benchmark<Pattern>/. It is for a pattern whose cells are not named
	// after a mechanism, a wait strategy, a place and a size.
	Own string
}

// Apart tells whether the ends are on two hosts.
func (c Cell) Apart() bool { return c.scope() == mechanisms.Host }

func (c Cell) scope() mechanisms.Scope { return cmp.Or(c.Scope, c.Mechanism.Traits().Scope) }

// PairsKey is the key of how many pairs of ends run at once.
const PairsKey = "pairs"

// Pairs is how many pairs of ends run at once, at least 1. For a pattern that has another number of ends than two, it
// is how many groups of ends.
func (c Cell) Pairs() int {
	n, err := strconv.Atoi(c.Key(PairsKey))
	if err != nil {
		return 1
	}
	return max(n, 1)
}

// Key is the value of one of the pattern's own keys; "" if the name does not have the key.
func (c Cell) Key(name string) string { return KeyIn(c.Keys, name) }

// KeyIn is the value of the key with this name in keys, which are written as in [Cell]; "" if it is not there.
func KeyIn(keys, name string) string {
	for part := range strings.SplitSeq(keys, "/") {
		if value, ok := strings.CutPrefix(part, name+"="); ok {
			return value
		}
	}
	return ""
}

// Name is the name of the sub-benchmark: what follows Benchmark<Pattern>/ in the full name.
func (c Cell) Name() string {
	if c.Own != "" {
		return c.Own
	}
	t := c.Mechanism.Traits()
	name := fmt.Sprintf("mech=%s/wait=%s/place=%s/size=%d", t.Name, c.Wait, c.Place, c.Size)
	if scope := c.scope(); scope != mechanisms.Process {
		name += "/scope=" + string(scope)
	}
	if c.Keys != "" {
		name += "/" + c.Keys
	}
	return name
}

// FullName is the name of the benchmark as Go prints it, without the suffix for GOMAXPROCS.
func (c Cell) FullName() string { return "Benchmark" + string(c.Pattern) + "/" + c.Name() }

// String describes the cell to people, in messages.
func (c Cell) String() string {
	if c.Own != "" {
		return strings.ToLower(string(c.Pattern)) + " " + strings.ReplaceAll(c.Own, "/", ", ")
	}
	s := fmt.Sprintf("%s %s, wait %s, place %s, %d B", c.Mechanism.Traits().Name, c.Pattern, c.Wait, c.Place, c.Size)
	if c.Apart() {
		s += ", two hosts"
	}
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
