package paced

import (
	"slices"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/tables"
	"ipcbench/report/internal/words"
)

// neighbours is the table of what another process on the receiver's CPU keeps, a column for each rate; false if there
// was none.
func neighbours(p *words.Printer, curves []Curve) (table.Table, bool) {
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
		Title: titled(p.Sprintf("What a neighbour keeps"), beside),
		Legend: p.Sprintf("The neighbour is a process of ordinary priority that computes on the receiver's CPU all " +
			"the time, and has nothing to do with the pair. What it still does of what it does alone: 100 %% if the " +
			"receiver takes nothing from it. Medians over samples, those included that did not hold the rate."),
		Keys: titles(p, use),
	}
	rates := slices.DeleteFunc(ratesOf(beside), func(r benchname.Rate) bool {
		return !slices.ContainsFunc(beside, func(c Curve) bool {
			return slices.ContainsFunc(c.Points, func(p Point) bool { return p.Rate == r && kept(p) })
		})
	})
	for _, r := range rates {
		t.Groups = append(t.Groups, table.Group{Columns: []string{p.Sprintf("at %s", RateName(p, r))}})
	}
	f := tables.NewFigures(p)
	for _, c := range beside {
		row := table.Row{Keys: cells(use, c.Way), Cells: make([][]string, len(rates))}
		for _, point := range c.Points {
			if kept(point) {
				row.Cells[slices.Index(rates, point.Rate)] = []string{
					f.Sign(point.Cell) + tables.Printed(point.Cell, schema.NeighbourPercent, percent),
				}
			}
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = append(f.Notes(false), keyNotes(p, use)...)
	return t, true
}
