package sitting

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"ipcbench/internal/stat"
)

// goals are how many samples are wanted of some cells, by name. A cell that was chosen stays until it has them: it is
// not looked at before.
type goals map[string]int

// choose chooses the cells of the next round: those that have not yet what is wanted of them, and others as far as the
// time is enough for all of them. Those without enough samples come first, then those that are known least.
func (g goals) choose(cells []cell, least int, left time.Duration) (chosen []cell) {
	var others []cell
	for _, c := range cells {
		if c.used < g[c.name] {
			chosen = append(chosen, c)
			left -= time.Duration(c.missing(g[c.name])) * c.cost
		} else {
			others = append(others, c)
		}
	}
	lacks := func(c cell) int { return max(least-c.used, 0) }
	slices.SortStableFunc(others, func(a, b cell) int {
		return cmp.Or(cmp.Compare(lacks(b), lacks(a)), cmp.Compare(b.within, a.within))
	})
	for _, c := range others {
		goal, ok := least, true
		if c.used >= least {
			goal, ok = stat.Sitting.Next(c.used)
			ok = ok && c.within > Within
		}
		need := time.Duration(c.missing(goal)) * c.cost
		if !ok || need > left {
			continue
		}
		g[c.name] = goal
		left -= need
		chosen = append(chosen, c)
	}
	return fitting(chosen, left+g.needed(chosen))
}

// needed is how long it takes until the cells have what is wanted of them.
func (g goals) needed(cells []cell) (sum time.Duration) {
	for _, c := range cells {
		sum += time.Duration(c.missing(g[c.name])) * c.cost
	}
	return sum
}

// fitting are the first of some cells: as many as can be measured once in the time.
func fitting(cells []cell, left time.Duration) []cell {
	for i, c := range cells {
		if left -= c.cost; left < 0 {
			return cells[:i]
		}
	}
	return cells
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
