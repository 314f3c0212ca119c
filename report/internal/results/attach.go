package results

import (
	"slices"

	"golang.org/x/perf/benchfmt"

	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/resultfile"
)

// A mark says from which line on a file speaks of a computer: of what was measured within it, between it and another
// host, or both.
type mark struct {
	line     int
	machines [2]*Machine // within, between; nil where there is no result
}

// takes tells whether a machine is one that the mark speaks of. It is, if nothing else is known yet of the same
// computer.
func (m *mark) takes(machine *Machine) bool {
	at := 0
	if machine.Between {
		at = 1
	}
	if other := m.machines[1-at]; other != nil && !other.SameComputer(machine) {
		return false
	}
	if m.machines[at] == nil {
		m.machines[at] = machine
	}
	return m.machines[at] == machine
}

// all are the machines that the mark speaks of: one or two.
func (m *mark) all() []*Machine {
	machines := m.machines // a copy: what is deleted from it stays in the mark
	return slices.DeleteFunc(machines[:], func(one *Machine) bool { return one == nil })
}

// of is the machine of which a line speaks that names a benchmark, or none.
func (m *mark) of(benchmark string) *Machine {
	if far := m.machines[1]; far != nil && (m.machines[0] == nil ||
		benchname.BetweenHosts(benchfmt.Name(benchmark))) {
		return far
	}
	return m.machines[0]
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
	for i := range r.marks {
		for _, m := range r.marks[i].all() {
			if files := m.Files; len(files) == 0 || files[len(files)-1] != file {
				m.Files = append(files, file)
			}
		}
	}
	for _, d := range side.Dates {
		for _, m := range r.markAt(d).all() {
			m.Dates = append(m.Dates, d.Text)
		}
	}
	for _, d := range side.Commits {
		for _, m := range r.markAt(d).all() {
			if m.Commit == "" {
				m.Commit = d.Text
			}
		}
	}
	for _, d := range side.Rounds {
		for _, m := range r.markAt(d).all() {
			m.Rounds++
		}
	}
	for _, d := range side.Skips {
		m := r.markAt(d).of("")
		m.remark("skip", &m.Skips, Remark{d.Name, d.Text})
	}
	for _, d := range side.Notes {
		m := r.markAt(d).of("")
		m.remark("note", &m.Notes, Remark{"", d.Text})
	}
	for _, d := range side.Remarks {
		m := r.markAt(d).of(d.Name)
		m.remark("remark", &m.Remarks, Remark{d.Name, d.Text})
	}
	for _, d := range side.Failures {
		m := r.markAt(d).of(d.Name)
		m.remark("failure", &m.Failures, Remark{d.Name, d.Why()})
	}
}

// markAt finds the mark of a line. Lines before the first mark belong to that.
func (r *fileReader) markAt(at resultfile.SideLine) *mark {
	after, _ := slices.BinarySearchFunc(r.marks, at.Line+1, func(m mark, line int) int { return m.line - line })
	return &r.marks[max(after-1, 0)]
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
