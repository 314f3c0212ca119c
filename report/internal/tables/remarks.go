package tables

import (
	"fmt"
	"maps"
	"slices"

	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
)

// Remarks are the lists of what failed, what was skipped and what the run remarked; empty lists are left out.
func Remarks(m *results.Machine) []table.List {
	lists := []table.List{
		{Title: "Failed", Items: items(m.Failures)},
		{Title: "Skipped", Items: items(m.Skips)},
		{Title: "Disturbed", Items: disturbed(m)},
		{Title: "Two passes apart", Items: apart(m)},
		{Title: "Two clocks apart", Items: clocksApart(m)},
		{Title: "Remarks", Items: items(m.Remarks)},
		{Title: "Notes of the run", Items: items(m.Notes)},
		{Title: "Measured, but not drawn yet", Items: others(m)},
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

func others(m *results.Machine) []string {
	var list []string
	for _, pattern := range slices.Sorted(maps.Keys(m.Others)) {
		list = append(list,
			fmt.Sprintf("Benchmark%s: %d lines; this report has no table for it", pattern, m.Others[pattern]))
	}
	return list
}
