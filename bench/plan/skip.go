package plan

import (
	"fmt"
	"slices"
	"strings"
)

// A Skip is something that was asked for and cannot run here.
type Skip struct {
	What   string // a mechanism's name, "place=smt", or "floor-" and the name of a floor
	Reason string
	// Pattern is the only pattern that it concerns; "" for all.
	Pattern Pattern
}

// String is the line that -ipc.list prints, and that a result file has as a comment.
func (s Skip) String() string { return fmt.Sprintf("skip %s: %s", s.What, s.Reason) }

// floorPrefix begins What of a skipped step of the pattern Floor.
const floorPrefix = "floor-"

// Concerns tells whether a benchmark that m selects would run but for the skip. A place concerns every benchmark.
func (m Matcher) Concerns(s Skip, shapes []Shape) bool {
	if strings.HasPrefix(s.What, "place=") {
		return true
	}
	what, isStep := strings.CutPrefix(s.What, floorPrefix)
	return slices.ContainsFunc(shapes, func(one Shape) bool {
		if s.Pattern != "" && s.Pattern != one.Name {
			return false
		}
		name := "Benchmark" + string(one.Name)
		switch {
		case one.Whole != nil && isStep:
			return m.Matches(name + "/what=" + what)
		case one.Whole != nil:
			return s.Pattern != "" && m.Matches(name)
		}
		return !isStep && m.Matches(name+"/mech="+s.What)
	})
}

// Refuser returns a function that adds a skip of a mechanism or a place to the plan, for a reason given as to
// [fmt.Sprintf]. The same reason is noted once.
func (p *Plan) Refuser(what string) func(format string, a ...any) {
	return func(format string, a ...any) { p.Skip(Skip{What: what, Reason: fmt.Sprintf(format, a...)}) }
}

// Skip notes a skip, once.
func (p *Plan) Skip(one Skip) {
	if !slices.Contains(p.Skips, one) {
		p.Skips = append(p.Skips, one)
	}
}
