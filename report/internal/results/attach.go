package results

import (
	"errors"
	"io/fs"
	"slices"
)

// attach hands the side lines of a file to the machines of the results they stand with.
func (r *fileReader) attach(file string) {
	f := r.filter
	if len(r.marks) == 0 {
		// No result, so no machine is known; what failed or was skipped is still told.
		if len(f.side.failures)+len(f.side.skips) > 0 {
			r.orphans()
		}
		return
	}
	for _, m := range r.marks {
		if files := m.machine.Files; len(files) == 0 || files[len(files)-1] != file {
			m.machine.Files = append(files, file)
		}
	}
	for _, d := range f.side.dates {
		m := r.machineAt(d.line)
		m.Dates = append(m.Dates, d.text)
	}
	for _, d := range f.side.commits {
		if m := r.machineAt(d.line); m.Commit == "" {
			m.Commit = d.text
		}
	}
	for _, d := range f.side.rounds {
		r.machineAt(d.line).Rounds++
	}
	for _, d := range f.side.skips {
		m := r.machineAt(d.line)
		m.remark("skip", &m.Skips, Remark{d.name, d.text})
	}
	for _, d := range f.side.notes {
		m := r.machineAt(d.line)
		m.remark("note", &m.Notes, Remark{"", d.text})
	}
	for _, d := range f.side.remarks {
		m := r.machineAt(d.line)
		m.remark("remark", &m.Remarks, Remark{d.name, d.text})
	}
	for _, d := range f.side.failures {
		m := r.machineAt(d.line)
		m.remark("failure", &m.Failures, Remark{d.name, orUnknown(d.text)})
	}
}

// machineAt is the machine of which a line speaks; what stands before the first mark belongs to it.
func (r *fileReader) machineAt(line int) *Machine {
	after, _ := slices.BinarySearchFunc(r.marks, line+1, func(m mark, line int) int { return m.line - line })
	return r.marks[max(after-1, 0)].machine
}

// orphans reports failures and skips of a file without a single result.
func (r *fileReader) orphans() {
	f := r.filter
	for _, d := range f.side.failures {
		r.problems.add("failed", d.line, "failed: %s: %s", d.name, orUnknown(d.text))
	}
	for _, d := range f.side.skips {
		r.problems.add("skipped", d.line, "skipped: %s: %s", d.name, orUnknown(d.text))
	}
}

func orUnknown(reason string) string {
	if reason == "" {
		return "no reason given"
	}
	return reason
}

// reasonOf is an error without the operation and path that the caller names already.
func reasonOf(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
