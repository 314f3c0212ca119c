package fleet

import (
	"fmt"
	"strings"

	"ipcbench/internal/schema"
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
	for _, c := range counts {
		if said := c.said(members); said != "" {
			lists = append(lists, table.List{Title: c.title, Items: []string{said}})
		}
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

// A count is of samples of which something is to be known.
type count struct {
	title string
	what  string // what is said of them
	unit  string // which all samples that could be meant have; "" if these are all
	of    func(*results.Cell) int
}

var counts = []count{
	{"Disturbed", "were disturbed", "", func(c *results.Cell) int { return c.Disturbed }},
	{
		"Two passes apart",
		fmt.Sprintf("have a timed pass that differs by more than %g %% from that of the mean", results.PassesLimit),
		schema.PassesPercent, func(c *results.Cell) int { return c.Apart },
	},
	{
		"Two clocks apart", fmt.Sprintf("took over %g %% more or less by the clock of side A than by that of side B",
			results.ClocksLimit),
		schema.ClocksPercent, func(c *results.Cell) int { return c.ClocksApart },
	},
}

// said says how many samples are counted, on how many machines, and where most.
func (c count) said(members []Member) string {
	machines, counted, total, most, name := 0, 0, 0, 0, ""
	for _, m := range members {
		own := 0
		for _, cell := range m.All() {
			n := cell.N()
			if c.unit != "" {
				e, _ := cell.Whole(c.unit)
				n = e.N
			}
			total += n
			own += c.of(cell)
		}
		counted += own
		if own > 0 {
			machines++
		}
		if own > most {
			most, name = own, m.Name
		}
	}
	if counted == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d samples %s, on %d of %d machines; most of them on %s (%d)", counted, total, c.what,
		machines, len(members), name, most)
}
