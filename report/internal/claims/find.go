package claims

import (
	"cmp"
	"slices"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/results"
)

// cellsOf are the cells of a pattern and mechanism with a wait ("" is any), between processes of one computer and
// without further keys, those of the usual place first.
func (j *judge) cellsOf(pattern, mech, wait string) (list []*results.Cell) {
	for _, c := range j.machine.Of(pattern) {
		s := c.Series
		if s.Mech == mech && (wait == "" || s.Wait == wait) && s.Scope == "" && s.Extra == "" {
			list = append(list, c)
		}
	}
	slices.SortStableFunc(list, func(a, b *results.Cell) int {
		return cmp.Or(cmp.Compare(away(a), away(b)), cmp.Compare(a.Size, b.Size))
	})
	return list
}

// away is 0 for a cell of the usual place, which is shown where there are several.
func away(c *results.Cell) int {
	if c.Series.Place == usualPlace {
		return 0
	}
	return 1
}

// alike finds the cell of another mechanism that is the same otherwise; nil if there is none.
func (j *judge) alike(c *results.Cell, mech string) *results.Cell {
	s := c.Series
	s.Mech = mech
	return j.machine.Cell(c.Pattern(), s, c.Size)
}

// claimCell finds a cell that was measured for claims, by what= and what else the name must have; nil if there is none.
// Of several that of the usual place counts.
func (j *judge) claimCell(what, mech, wait, channels string) *results.Cell {
	var found *results.Cell
	for _, c := range j.machine.Of(claimPattern) {
		w, _ := c.Series.Value(schema.KeyWhat)
		n, ok := c.Series.Value(keyChannels)
		if !ok {
			n = oneChannel
		}
		if w != what || mech != "" && c.Series.Mech != mech || wait != "" && c.Series.Wait != wait || n != channels {
			continue
		}
		if found == nil || away(c) < away(found) {
			found = c
		}
	}
	return found
}

// A pair are two cells that are the same but for their mechanism or their wait.
type pair struct{ base, other *results.Cell }

// pairs are the cells of a mechanism beside their likes of another, all of one place, the smallest size first; of those
// that have figures in a unit.
func (j *judge) pairs(pattern, mech, other, wait, unit string) (list []pair) {
	for _, c := range j.cellsOf(pattern, mech, wait) {
		o := j.alike(c, other)
		_, ok := c.Estimate(unit)
		_, known := o.Estimate(unit)
		if ok && known && (len(list) == 0 || list[0].base.Series.Place == c.Series.Place) {
			list = append(list, pair{c, o})
		}
	}
	return list
}

// ratio is the figure of the one cell over that of the other; false if it has none.
func ratio(label string, c, under *results.Cell, tidied string, unit Unit) (Figure, bool) {
	a, ok := figureOf(label, c, tidied, unit)
	b, known := figureOf(label, under, tidied, unit)
	if !ok || !known {
		return Figure{}, false
	}
	return a.over(label, b)
}
