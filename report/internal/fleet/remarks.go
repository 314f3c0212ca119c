package fleet

import (
	"fmt"
	"slices"
	"strings"

	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
)

// mostNames is how many machines are named where one thing is said of several.
const mostNames = 3

// Remarks are the lists of what failed, was skipped, noted and remarked, each thing once with the machines of which it
// is said.
func Remarks(members []Member) (lists []table.List) {
	for _, list := range []struct {
		title string
		of    func(*results.Machine) []results.Remark
	}{
		{"Failed", func(m *results.Machine) []results.Remark { return m.Failures }},
		{"Skipped", func(m *results.Machine) []results.Remark { return m.Skips }},
		{"Remarks", func(m *results.Machine) []results.Remark { return m.Remarks }},
		{"Notes of the runs", func(m *results.Machine) []results.Remark { return m.Notes }},
	} {
		var said []results.Remark
		of := map[results.Remark][]string{}
		for _, m := range members {
			for _, r := range list.of(m.Machine) {
				if of[r] == nil {
					said = append(said, r)
				}
				of[r] = append(of[r], m.Name)
			}
		}
		l := table.List{Title: list.title}
		for _, r := range said {
			text := strings.Trim(r.Name+": "+r.Text, ": ")
			l.Items = append(l.Items, fmt.Sprintf("%s (%s)", text, namesOf(of[r], len(members))))
		}
		if len(l.Items) > 0 {
			lists = append(lists, l)
		}
	}
	if said := disturbed(members); said != "" {
		lists = append(lists, table.List{Title: "Disturbed", Items: []string{said}})
	}
	return lists
}

// namesOf names machines, of so many.
func namesOf(names []string, all int) string {
	if len(names) == all {
		return "all machines"
	}
	if len(names) <= mostNames {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%d of %d machines: %s …", len(names), all, strings.Join(names[:mostNames], ", "))
}

// disturbed says on how many machines others disturbed samples, and where most.
func disturbed(members []Member) string {
	counts := make([]int, len(members))
	machines, count, total, most := 0, 0, 0, 0
	for i, m := range members {
		for _, c := range m.All() {
			counts[i] += c.Disturbed
			total += c.N()
		}
		count += counts[i]
		if counts[i] > 0 {
			machines++
		}
		if counts[i] > counts[most] {
			most = i
		}
	}
	if count == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d samples were disturbed, on %d of %d machines; most of them on %s (%d)", count, total,
		machines, len(members), members[most].Name, slices.Max(counts))
}
