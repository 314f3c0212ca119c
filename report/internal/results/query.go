package results

import (
	"cmp"
	"slices"
)

// Cell finds the cell of a pattern, series and size; nil when it was not measured.
func (m *Machine) Cell(pattern string, s Series, size int64) *Cell {
	return m.index[cellKey{pattern: pattern, series: s, size: size}]
}

// Series lists the series that a pattern has, in reading order.
func (m *Machine) Series(pattern string) []Series {
	var list []Series
	seen := map[Series]bool{}
	for _, c := range m.cells {
		if c.key.pattern == pattern && !seen[c.Series] {
			seen[c.Series] = true
			list = append(list, c.Series)
		}
	}
	return list
}

// Sizes lists the sizes at which a series was measured, smallest first.
func (m *Machine) Sizes(pattern string, s Series) []int64 {
	var list []int64
	for _, c := range m.cells {
		if c.key.pattern == pattern && c.Series == s {
			list = append(list, c.Size)
		}
	}
	slices.Sort(list)
	return list
}

// tabled are the patterns that have tables.
var tabled = []string{Latency, Throughput, Duplex, Setup}

// Places lists the places measured, in order of appearance. That of Setup, which is always the same, tells nothing apart.
func (m *Machine) Places() []string {
	var list []string
	for _, c := range m.cells {
		if c.key.pattern != Setup && !slices.Contains(list, c.Series.Place) {
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

// needed is the unit without which a line of a pattern is no sample.
func needed(pattern string) string {
	if pattern == Throughput || pattern == Duplex {
		return Bytes
	}
	return TimePerOp
}

// All lists the cells in reading order.
func (m *Machine) All() []*Cell { return m.cells }

// Cells counts the cells.
func (m *Machine) Cells() int { return len(m.cells) }

// waitOrder is the order in which waits are read: the seed's two first.
var waitOrder = []string{"block", "spin", "yield", "hybrid", "poll"}

// WaitRank orders waits; unknown ones come last.
func WaitRank(wait string) int {
	if i := slices.Index(waitOrder, wait); i >= 0 {
		return i
	}
	return len(waitOrder)
}

// sortCells puts cells into reading order: that of the mechanisms, then of the waits, then of appearance.
func (m *Machine) sortCells(rank map[string]int) {
	slices.SortStableFunc(m.cells, func(a, b *Cell) int {
		return cmp.Or(
			cmp.Compare(rank[a.Series.Mech], rank[b.Series.Mech]),
			cmp.Compare(WaitRank(a.Series.Wait), WaitRank(b.Series.Wait)),
		)
	})
}
