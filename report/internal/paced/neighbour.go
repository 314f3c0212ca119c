package paced

import (
	"slices"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/tables"
)

// neighbours is the table of what another process on the receiver's CPU keeps, a column for each rate; false if there
// was none.
func neighbours(curves []Curve) (table.Table, bool) {
	kept := func(p Point) bool {
		_, ok := p.Cell.Estimate(schema.NeighbourPercent)
		return ok
	}
	beside := slices.DeleteFunc(slices.Clone(curves), func(c Curve) bool {
		return !slices.ContainsFunc(c.Points, kept)
	})
	if len(beside) == 0 {
		return table.Table{}, false
	}
	use := keysOf(beside)
	t := table.Table{
		Title: titled("What a neighbour keeps", beside),
		Legend: "The neighbour is a process of ordinary priority that computes on the receiver's CPU all the time, " +
			"and has nothing to do with the pair. What it still does of what it does alone: 100 % if the receiver " +
			"takes nothing from it. Medians over samples, those included that did not hold the rate.",
		Keys: titles(use),
	}
	rates := slices.DeleteFunc(ratesOf(beside), func(r benchname.Rate) bool {
		return !slices.ContainsFunc(beside, func(c Curve) bool {
			return slices.ContainsFunc(c.Points, func(p Point) bool { return p.Rate == r && kept(p) })
		})
	})
	for _, r := range rates {
		t.Groups = append(t.Groups, table.Group{Columns: []string{"at " + RateName(r)}})
	}
	var f tables.Figures
	for _, c := range beside {
		row := table.Row{Keys: cells(use, c.Way), Cells: make([][]string, len(rates))}
		for _, p := range c.Points {
			if kept(p) {
				row.Cells[slices.Index(rates, p.Rate)] = []string{
					f.Sign(p.Cell) + tables.Printed(p.Cell, schema.NeighbourPercent, percent),
				}
			}
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = append(f.Notes(false), keyNotes(use)...)
	return t, true
}
