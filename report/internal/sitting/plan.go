package sitting

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"ipcbench/internal/stat"
	"ipcbench/report/internal/results"
)

// A plan is how many samples cells are to have, by name. It is decided once for each cell, when it has as many as
// [stat.Sitting] says; until then it is to have so many, if there is time for them.
type plan struct {
	goals   map[string]int
	decided map[string]bool
}

func newPlan() plan { return plan{map[string]int{}, map[string]bool{}} }

// first is how many samples a cell has when it is decided how many more it gets.
var first = stat.Sitting.At[0]

// Line tells readers of the results that the number of samples was decided by the samples; see docs/format.md.
var Line = fmt.Sprintf("# sitting decides by the first %d samples of a cell how many it takes", first)

// How well figures are to be known: half the width of their interval, as a fraction of the figure. None is to be known
// worse than roughly, if it can be had, and as many as possible within well. What time is left goes to better.
const roughly, well = 0.10, 0.04

var better = []float64{0.03, 0.02}

// most is how many samples a cell is to have at most. The figure of a cell that would need more has no one value; it
// gets so many if there is time after all others had theirs.
const most = 60

// decide decides how many samples each cell is to have, where it has not been decided, as far as the time goes.
func (p plan) decide(cells []cell, left time.Duration) {
	var early, due []cell
	for _, c := range cells {
		switch {
		case p.decided[c.name]:
			left -= c.takes(p.goals[c.name])
			continue
		case c.used < first:
			early = append(early, c)
		default:
			p.decided[c.name] = true
			due = append(due, c)
		}
		p.goals[c.name] = c.used
	}
	left = p.raise(early, left, func(cell) int { return first })
	left = p.raise(due, left, func(c cell) int {
		if c.within > roughly {
			return c.atMost(needed(c, roughly))
		}
		return c.atMost(needed(c, well))
	})
	for _, within := range better {
		left = p.raise(due, left, func(c cell) int { return c.atMost(needed(c, within)) })
	}
	p.raise(due, left, func(c cell) int {
		if needed(c, roughly) > most {
			return most
		}
		return c.used
	})
}

// atMost is a number of samples if it is no more than a cell may have, and otherwise what the cell has.
func (c cell) atMost(n int) int {
	if n > most {
		return c.used
	}
	return n
}

// needed is how many samples a cell probably needs to be known so well.
func needed(c cell, within float64) int {
	return stat.Sitting.Needed(c.used, c.within, within, results.Missed)
}

// raise gives cells the goals that a function says, the cheapest first, as far as the time goes. It returns what is
// left.
func (p plan) raise(cells []cell, left time.Duration, goal func(cell) int) time.Duration {
	costs := func(c cell) time.Duration {
		return c.takes(goal(c)) - c.takes(p.goals[c.name])
	}
	sorted := slices.SortedStableFunc(slices.Values(cells), func(a, b cell) int {
		return cmp.Compare(costs(a), costs(b))
	})
	for _, c := range sorted {
		if cost := costs(c); cost > 0 && cost <= left {
			p.goals[c.name] = goal(c)
			left -= cost
		}
	}
	return left
}

// round are the cells of the next round: those that have not yet what they are to have, as many as can be measured once
// in the time.
func (p plan) round(cells []cell, left time.Duration) (chosen []cell) {
	for _, c := range cells {
		if c.used >= p.goals[c.name] {
			continue
		}
		if left -= c.cost; left < 0 {
			return chosen
		}
		chosen = append(chosen, c)
	}
	return chosen
}

// selects is a value of -test.bench that selects these cells: alternatives, each with an expression for every part of
// the name.
func selects(cells []cell) string {
	var names []string
	for _, c := range cells {
		parts := strings.Split(c.name, "/")
		for i, part := range parts {
			parts[i] = "^" + regexp.QuoteMeta(part) + "$"
		}
		names = append(names, strings.Join(parts, "/"))
	}
	return strings.Join(names, "|")
}
