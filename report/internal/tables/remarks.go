package tables

import (
	"maps"
	"slices"
	"strconv"

	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// Remarks are the lists of what failed, what was skipped and what the run remarked; empty lists are left out.
func Remarks(p *words.Printer, m *results.Machine) []table.List {
	lists := []table.List{
		{Title: p.Sprintf("Failed"), Items: items(m.Failures)},
		{Title: p.Sprintf("Skipped"), Items: items(m.Skips)},
		{Title: p.Sprintf("Disturbed"), Items: disturbed(p, m)},
		{Title: p.Sprintf("Two passes apart"), Items: apart(p, m)},
		{Title: p.Sprintf("Two clocks apart"), Items: clocksApart(p, m)},
		{Title: p.Sprintf("Remarks"), Items: items(merged(m.Remarks))},
		{Title: p.Sprintf("Notes of the run"), Items: items(m.Notes)},
		{Title: p.Sprintf("Measured, but not drawn yet"), Items: others(p, m)},
	}
	return slices.DeleteFunc(lists, func(l table.List) bool { return len(l.Items) == 0 })
}

func items(remarks []results.Remark) []string {
	var list []string
	for _, r := range remarks {
		switch {
		case r.Name == "":
			list = append(list, r.Text)
		case r.Text == "":
			list = append(list, r.Name)
		default:
			list = append(list, r.Name+": "+r.Text)
		}
	}
	return list
}

func others(p *words.Printer, m *results.Machine) []string {
	var list []string
	for _, pattern := range slices.Sorted(maps.Keys(m.Others)) {
		list = append(list,
			p.Sprintf("Benchmark%s: %s lines; this report has no table for "+
				"it", pattern, strconv.Itoa(m.Others[pattern])))
	}
	return list
}
