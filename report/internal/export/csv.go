package export

import (
	"maps"
	"slices"
	"strconv"

	"ipcbench/report/internal/output"
)

// header is the first line of the CSV of report show: what a figure is of, then the figure.
var header = []string{
	"machine", "benchmark", "pattern", "mechanism", "wait", "place", "scope", "size", "extra", "measure", "unit",
	"value", "low", "high", "n",
}

// CSV has a row for each figure of each benchmark; a floor is a benchmark of the pattern Floor.
func (s Show) CSV() [][]string {
	rows := [][]string{header}
	for _, m := range s.Machines {
		for _, c := range m.Cells {
			rows = appendRows(rows, []string{
				m.Name, c.Benchmark, c.Pattern, c.Mechanism, c.Wait, c.Place, c.Scope, bytes(c.Size), c.Extra,
			}, c.Figures)
		}
		for _, f := range m.Floors {
			rows = appendRows(rows, []string{
				m.Name, "Floor/what=" + f.What, "Floor", f.Mechanism, "", f.Place, "", bytes(f.Size), f.Extra,
			}, f.Figures)
		}
	}
	return rows
}

// bytes is a size, "" where there is none.
func bytes(size int64) string {
	if size == 0 {
		return ""
	}
	return strconv.FormatInt(size, 10)
}

func appendRows(rows [][]string, of []string, figures map[string]*output.Figure) [][]string {
	for _, measure := range slices.Sorted(maps.Keys(figures)) {
		f := figures[measure]
		row := append(slices.Clone(of), measure, f.Unit)
		rows = append(rows, append(row, f.Fields()...))
	}
	return rows
}
