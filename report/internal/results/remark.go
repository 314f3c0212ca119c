package results

import "fmt"

// Remark is what a file says beside its numbers: a skip, a failure, a note or a remark.
type Remark struct {
	Name string // the mechanism, or the benchmark; "" for a note
	Text string
}

// maxRemarks bounds the remarks of one list of a machine: nobody reads more, and a file may hold any number of them.
const maxRemarks = 500

type remarkKey struct {
	list string
	Remark
}

// remark appends r to a list of the machine, unless it is there already: every round repeats its skips.
func (m *Machine) remark(name string, list *[]Remark, r Remark) {
	key := remarkKey{name, r}
	switch {
	case m.said[key]:
	case len(*list) >= maxRemarks:
		m.more[name]++
	default:
		m.said[key] = true
		*list = append(*list, r)
	}
}

// finishRemarks says in each list that was bounded how much is not in it.
func (m *Machine) finishRemarks() {
	for name, list := range map[string]*[]Remark{
		"skip": &m.Skips, "note": &m.Notes, "failure": &m.Failures, "remark": &m.Remarks,
	} {
		if n := m.more[name]; n > 0 {
			*list = append(*list, Remark{"", fmt.Sprintf("and %d more lines like these, not kept", n)})
		}
	}
}
