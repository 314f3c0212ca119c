package record

import (
	"slices"

	"ipcbench/internal/proc"
	"ipcbench/internal/syscount"
)

// Without lists what this machine does not allow and a run can do without: a line each, with the reason and what that
// costs.
func Without() (lines []string) {
	for _, l := range lacks() {
		lines = append(lines, l.String())
	}
	return lines
}

func lacks() []proc.Lack {
	all, _ := proc.Lacks() // the error fails the run, which reports it
	if _, err := syscount.Tracepoint(); err != nil {
		all = append(all, proc.Lack{What: "system call counts", Why: err.Error(), Cost: "no syscalls/op"})
	}
	return all
}

// lackNames are the names of these things for the result file, sorted.
func lackNames() (names []string) {
	for _, l := range lacks() {
		names = append(names, l.What)
	}
	slices.Sort(names)
	return names
}
