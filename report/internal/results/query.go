package results

import (
	"cmp"
	"slices"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/benchname"
)

// Cell finds the cell of a pattern, series and size; nil when it was not measured.
func (m *Machine) Cell(pattern string, s benchname.Series, size int64) *Cell {
	return m.index[cellKey{pattern: pattern, series: s, size: size}]
}

// Of are the cells of a pattern, in reading order.
func (m *Machine) Of(pattern string) (list []*Cell) {
	for _, c := range m.cells {
		if c.key.pattern == pattern {
			list = append(list, c)
		}
	}
	return list
}

// Patterns are those that have cells: the listed ones in their order, then the others in order of appearance.
func (m *Machine) Patterns() (list []string) {
	for _, c := range m.cells {
		if !slices.Contains(list, c.key.pattern) {
			list = append(list, c.key.pattern)
		}
	}
	rank := func(name string) int {
		i := slices.IndexFunc(schema.Patterns, func(p schema.Pattern) bool { return p.Name == name })
		if i < 0 {
			return len(schema.Patterns)
		}
		return i
	}
	slices.SortStableFunc(list, func(a, b string) int { return cmp.Compare(rank(a), rank(b)) })
	return list
}

// Series lists the series that a pattern has, in reading order.
func (m *Machine) Series(pattern string) []benchname.Series {
	var list []benchname.Series
	seen := map[benchname.Series]bool{}
	for _, c := range m.cells {
		if c.key.pattern == pattern && !seen[c.Series] {
			seen[c.Series] = true
			list = append(list, c.Series)
		}
	}
	return list
}

// Sizes lists the sizes at which a series was measured, smallest first.
func (m *Machine) Sizes(pattern string, s benchname.Series) []int64 {
	var list []int64
	for _, c := range m.cells {
		if c.key.pattern == pattern && c.Series == s {
			list = append(list, c.Size)
		}
	}
	slices.Sort(list)
	return list
}

// placed are the patterns whose tables and charts tell places apart. Setup always has the same.
var placed = []string{schema.Latency, schema.Throughput, schema.Duplex, schema.Paced}

// Places lists the places measured, in order of appearance, of the patterns that are compared by place.
func (m *Machine) Places() []string {
	var list []string
	for _, c := range m.cells {
		if slices.Contains(placed, c.key.pattern) && !slices.Contains(list, c.Series.Place) {
			list = append(list, c.Series.Place)
		}
	}
	return list
}

// Samples is the smallest and the largest number of samples that a cell has.
func (m *Machine) Samples() (least, most int) {
	for _, c := range m.cells {
		n := c.N()
		if least == 0 || n < least {
			least = n
		}
		most = max(most, n)
	}
	return least, most
}

// All lists the cells in reading order.
func (m *Machine) All() []*Cell { return m.cells }

// Cells counts the cells.
func (m *Machine) Cells() int { return len(m.cells) }

// sortCells puts cells into reading order: that of the mechanisms, then of the waits, then of appearance.
func (m *Machine) sortCells(rank map[string]int) {
	slices.SortStableFunc(m.cells, func(a, b *Cell) int {
		return cmp.Or(
			cmp.Compare(rank[a.Series.Mech], rank[b.Series.Mech]),
			cmp.Compare(schema.WaitRank(a.Series.Wait), schema.WaitRank(b.Series.Wait)),
		)
	})
}
