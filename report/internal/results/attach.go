package results

import (
	"slices"

	"ipcbench/report/internal/resultfile"
)

// A mark says from which line on a file speaks of a machine.
type mark struct {
	line    int
	machine *Machine
}

// attach adds what the side lines of a file say to the machines that they speak of: those of the results around them.
func (r *fileReader) attach() {
	side, file := r.Side(), r.Name()
	if len(r.marks) == 0 {
		// No result, so no machine is known; what failed or was skipped is still told.
		if len(side.Failures)+len(side.Skips) > 0 {
			r.orphans()
		}
		return
	}
	for _, m := range r.marks {
		if files := m.machine.Files; len(files) == 0 || files[len(files)-1] != file {
			m.machine.Files = append(files, file)
		}
	}
	for _, d := range side.Dates {
		m := r.machineAt(d)
		m.Dates = append(m.Dates, d.Text)
	}
	for _, d := range side.Commits {
		if m := r.machineAt(d); m.Commit == "" {
			m.Commit = d.Text
		}
	}
	for _, d := range side.Rounds {
		r.machineAt(d).Rounds++
	}
	for _, d := range side.Skips {
		m := r.machineAt(d)
		m.remark("skip", &m.Skips, Remark{d.Name, d.Text})
	}
	for _, d := range side.Notes {
		m := r.machineAt(d)
		m.remark("note", &m.Notes, Remark{"", d.Text})
	}
	for _, d := range side.Remarks {
		m := r.machineAt(d)
		m.remark("remark", &m.Remarks, Remark{d.Name, d.Text})
	}
	for _, d := range side.Failures {
		m := r.machineAt(d)
		m.remark("failure", &m.Failures, Remark{d.Name, d.Why()})
	}
}

// machineAt finds the machine of which a line speaks. Lines before the first mark belong to the machine of that mark.
func (r *fileReader) machineAt(at resultfile.SideLine) *Machine {
	after, _ := slices.BinarySearchFunc(r.marks, at.Line+1, func(m mark, line int) int { return m.line - line })
	return r.marks[max(after-1, 0)].machine
}

// orphans reports the failures and skips of a file that has no result.
func (r *fileReader) orphans() {
	for _, d := range r.Side().Failures {
		r.Complain("failed", d.Line, "failed: %s: %s", d.Name, d.Why())
	}
	for _, d := range r.Side().Skips {
		r.Complain("skipped", d.Line, "skipped: %s: %s", d.Name, d.Why())
	}
}
