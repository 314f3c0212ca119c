package fleet

import (
	"cmp"
	"math"
	"slices"

	"ipcbench/internal/schema"
	"ipcbench/internal/stat"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/tables"
)

// A Side is one pattern on all machines, at one size.
type Side struct {
	Pattern string
	Unit    string  // tidied, of the figure that is shown
	Sign    float64 // 1 where less of it is better, -1 where more is
	Size    int64   // bytes; 0 if the names say none
	Members []Member
	Rows    []Row // the best first, by the median over machines
}

// A Row is a mechanism with its wait and place on all machines.
type Row struct {
	tables.Line
	Cells []*results.Cell // by member; nil where it has no figure

	values []float64 // of the machines that have it, the best first
	of     []int     // which members these are
}

// Sides are the patterns that at least two of the machines have.
func Sides(members []Member) (sides []Side) {
	for _, pattern := range patternsOf(members) {
		if s := sideOf(pattern, members); len(s.Rows) > 0 {
			sides = append(sides, s)
		}
	}
	return sides
}

// patternsOf are the patterns of all machines: the listed ones in their order, then the others.
func patternsOf(members []Member) (patterns []string) {
	for _, p := range schema.Patterns {
		patterns = append(patterns, p.Name)
	}
	for _, m := range members {
		for _, pattern := range m.Patterns() {
			if !slices.Contains(patterns, pattern) {
				patterns = append(patterns, pattern)
			}
		}
	}
	return patterns
}

// unitOf is what machines are compared by in a pattern. Of Paced it is the median latency: what is ranked there, CPU
// time, depends on the rate more than on the machine.
func unitOf(pattern string) (unit string, sign float64) {
	if pattern == schema.Paced {
		return schema.P50Sec, 1
	}
	listed, ok := schema.PatternNamed(pattern)
	if !ok {
		return schema.SecPerOp, 1
	}
	rank, _ := schema.UnitNamed(listed.Rank)
	return rank.Tidy(), -float64(rank.Better)
}

// figure is the cell's median in a unit; false if it has none to compare by.
func figure(c *results.Cell, unit string) (float64, bool) {
	e, ok := c.Estimate(unit)
	return e.Center, ok && e.Center > 0 && c.Held().All()
}

func sideOf(pattern string, members []Member) Side {
	s := Side{Pattern: pattern, Members: members}
	s.Unit, s.Sign = unitOf(pattern)
	s.Size = commonSize(pattern, members)
	index := map[tables.Line]int{}
	for i, m := range members {
		for _, c := range m.Of(pattern) {
			l, ok := s.lineOf(m, c)
			if !ok {
				continue
			}
			if _, ok := figure(c, s.Unit); !ok {
				continue
			}
			at, known := index[l]
			if !known {
				at = len(s.Rows)
				index[l] = at
				s.Rows = append(s.Rows, Row{Line: l, Cells: make([]*results.Cell, len(members))})
			}
			s.Rows[at].Cells[i] = c
		}
	}
	for i := range s.Rows {
		s.Rows[i].sum(s.Unit, s.Sign)
	}
	s.Rows = slices.DeleteFunc(s.Rows, func(r Row) bool { return len(r.of) < 2 })
	slices.SortStableFunc(s.Rows, func(a, b Row) int {
		return cmp.Compare(s.Sign*stat.Median(a.values), s.Sign*stat.Median(b.values))
	})
	return s
}

// lineOf is the row that a cell belongs to; false if it is of another size than the one shown. A mechanism that was not
// measured at that size stands there with its smallest.
func (s *Side) lineOf(m Member, c *results.Cell) (tables.Line, bool) {
	if c.Size == s.Size {
		return tables.Line{Series: c.Series}, true
	}
	sizes := m.Sizes(s.Pattern, c.Series)
	return tables.Line{Series: c.Series, StandIn: c.Size}, c.Size == sizes[0] && !slices.Contains(sizes, s.Size)
}

// commonSize is the size that most cells have, the smallest of several.
func commonSize(pattern string, members []Member) (size int64) {
	count := map[int64]int{}
	for _, m := range members {
		for _, c := range m.Of(pattern) {
			count[c.Size]++
		}
	}
	for one, n := range count {
		if n > count[size] || n == count[size] && one < size {
			size = one
		}
	}
	return size
}

// sum notes the figures of the machines, the best first.
func (r *Row) sum(unit string, sign float64) {
	for i, c := range r.Cells {
		if c != nil {
			r.of = append(r.of, i)
		}
	}
	value := func(i int) float64 { v, _ := figure(r.Cells[i], unit); return v }
	slices.SortStableFunc(r.of, func(a, b int) int { return cmp.Compare(sign*value(a), sign*value(b)) })
	for _, i := range r.of {
		r.values = append(r.values, value(i))
	}
}

// Best and Worst are the figures of the best and of the worst machine.
func (r *Row) Best() float64  { return r.values[0] }
func (r *Row) Worst() float64 { return r.values[len(r.values)-1] }

// Spread is how many times as good the best machine is as the worst.
func (r *Row) Spread() float64 {
	ratio := r.Worst() / r.Best()
	return max(ratio, 1/ratio)
}

// Quarter is the figure that n of four quarters of the machines are at least as good as; that of one and three quarters
// is NaN of fewer than four machines. It is one of theirs, by the nearest rank.
func (r *Row) Quarter(n int) float64 {
	if len(r.values) < 4 && n != 2 {
		return math.NaN()
	}
	return r.values[(len(r.values)*n+3)/4-1]
}

// Slower is how many times as slow a figure of a row is as the middle one of its machines: below 1 it is better.
func (s Side) Slower(r Row, v float64) float64 {
	if s.Sign < 0 {
		return r.Quarter(2) / v
	}
	return v / r.Quarter(2)
}
