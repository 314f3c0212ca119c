package plan

import (
	"fmt"
	"slices"
	"strings"
)

// A Skip is something asked for that cannot run here.
type Skip struct {
	What   string // a mechanism's name, "place=smt", or "floor-" and the name of a floor
	Reason string
}

// String is the line of the result file and of -ipc.list.
func (s Skip) String() string { return fmt.Sprintf("skip %s: %s", s.What, s.Reason) }

// floorPrefix begins what is skipped of the steps that mechanisms are made of.
const floorPrefix = "floor-"

// Concerns tells whether something would run but for the skip: whether m selects a benchmark of that mechanism. A
// place, which is of no mechanism, concerns all.
func (m Matcher) Concerns(s Skip, shapes []Shape) bool {
	if strings.HasPrefix(s.What, "place=") {
		return true
	}
	what, isStep := strings.CutPrefix(s.What, floorPrefix)
	return slices.ContainsFunc(shapes, func(one Shape) bool {
		name := "Benchmark" + string(one.Name)
		if one.Whole != nil {
			return isStep && m.Matches(name+"/what="+what)
		}
		return !isStep && m.Matches(name+"/mech="+s.What)
	})
}

// Refuser notes what of one mechanism or place cannot run, each reason once.
func (p *Plan) Refuser(what string) func(format string, a ...any) {
	return func(format string, a ...any) {
		one := Skip{what, fmt.Sprintf(format, a...)}
		if !slices.Contains(p.Skips, one) {
			p.Skips = append(p.Skips, one)
		}
	}
}
