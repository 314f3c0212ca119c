package tables

import (
	"slices"

	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/rank"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// rankings are one for each size. Rows that stand in for another size are left out, since they did other work.
func (b bySize) rankings(m *results.Machine, sizes []int64, lines []Line) map[int64]rank.Ranking {
	if b.sign == 0 {
		return nil
	}
	all := map[int64]rank.Ranking{}
	for _, size := range sizes {
		var cells []*results.Cell
		for _, l := range lines {
			if c := m.Cell(b.pattern, l.Series, size); c != nil && l.StandIn == 0 {
				cells = append(cells, c)
			}
		}
		all[size] = rank.Of(cells, b.main, b.sign)
	}
	return all
}

// rankedCell is what a row shows as × in a column, and the value that the row is sorted by.
func rankedCell(r rank.Ranking, l Line, c *results.Cell) (times string, place float64) {
	if l.StandIn != 0 || r.Fastest == nil {
		return table.Missing, r.Place(c)
	}
	return r.Times(c), r.Place(c)
}

// rankNotes explain × of all columns; a word that differs between columns says which it is of.
func rankNotes(p *words.Printer, sizes []int64, all map[int64]rank.Ranking) (notes []string) {
	var said []string // the first note of the contest, and the second of each column
	for _, size := range sizes {
		for _, n := range all[size].Notes(p) {
			if !slices.Contains(said, n) {
				said = append(said, n)
			}
		}
	}
	if len(said) <= 2 {
		return said
	}
	notes = said[:1:1]
	for _, size := range sizes {
		if own := all[size].Notes(p); len(own) > 1 {
			notes = append(notes, quantity.Size(size)+": "+own[1])
		}
	}
	return notes
}
