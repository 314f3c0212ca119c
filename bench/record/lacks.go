package record

import (
	"slices"

	"ipcbench/internal/proc"
	"ipcbench/internal/sys"
)

// Without is what this machine does not allow and a run goes on without.
func Without() []proc.Lack {
	all, _ := proc.Lacks() // an error fails the run, and is told there
	if _, err := sys.SyscallTracepoint(); err != nil {
		all = append(all, proc.Lack{What: "system call counts", Why: err.Error(), Cost: "no syscalls/op"})
	}
	return all
}

// lackNames are what of them stands in the result file, sorted.
func lackNames() (names []string) {
	for _, l := range Without() {
		names = append(names, l.What)
	}
	slices.Sort(names)
	return names
}
