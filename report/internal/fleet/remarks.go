package fleet

import (
	"strconv"
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// mostNames is how many machines are named where one thing is said of several.
const mostNames = 3

// Remarks are the lists of what failed, was skipped, noted and remarked, each thing once with the machines of which it
// is said.
func Remarks(p *words.Printer, members []Member) (lists []table.List) {
	for _, list := range []struct {
		title string
		of    func(*results.Machine) []results.Remark
	}{
		{p.Sprintf("Failed"), func(m *results.Machine) []results.Remark { return m.Failures }},
		{p.Sprintf("Skipped"), func(m *results.Machine) []results.Remark { return m.Skips }},
		{p.Sprintf("Remarks"), func(m *results.Machine) []results.Remark { return m.Remarks }},
		{p.Sprintf("Notes of the runs"), func(m *results.Machine) []results.Remark { return m.Notes }},
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
			l.Items = append(l.Items, text+" ("+namesOf(p, of[r], len(members))+")")
		}
		if len(l.Items) > 0 {
			lists = append(lists, l)
		}
	}
	for _, c := range countsIn(p) {
		if said := c.said(p, members); said != "" {
			lists = append(lists, table.List{Title: c.title, Items: []string{said}})
		}
	}
	return lists
}

// namesOf names machines, of so many.
func namesOf(p *words.Printer, names []string, all int) string {
	if len(names) == all {
		return p.Sprintf("all machines")
	}
	if len(names) <= mostNames {
		return strings.Join(names, ", ")
	}
	return p.Sprintf("%s of %s machines: %s …", strconv.Itoa(len(names)), strconv.Itoa(all),
		strings.Join(names[:mostNames], ", "))
}

// A count is of samples of which something is to be known.
type count struct {
	title string
	// said is what is said of so many of so many samples.
	what func(counted, total string) string
	unit string // which all samples that could be meant have; "" if these are all
	of   func(*results.Cell) int
}

// countsIn are all of them, in a language.
func countsIn(p *words.Printer) []count {
	limit := func(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
	return []count{
		{
			p.Sprintf("Disturbed"),
			func(counted, total string) string {
				return p.Sprintf("%s of %s samples were disturbed", counted, total)
			},
			"", func(c *results.Cell) int { return c.Disturbed },
		},
		{
			p.Sprintf("Two passes apart"),
			func(counted, total string) string {
				return p.Sprintf("%s of %s samples have a timed pass that differs by more than %s %% from that of "+
					"the mean",
					counted, total, limit(results.PassesLimit))
			},
			schema.PassesPercent, func(c *results.Cell) int { return c.Apart },
		},
		{
			p.Sprintf("Two clocks apart"),
			func(counted, total string) string {
				return p.Sprintf("%s of %s samples took over %s %% more or less by the clock of side A than by that "+
					"of side B", counted, total, limit(results.ClocksLimit))
			},
			schema.ClocksPercent, func(c *results.Cell) int { return c.ClocksApart },
		},
	}
}

// said says how many samples are counted, on how many machines, and where most.
func (c count) said(p *words.Printer, members []Member) string {
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
	return p.Sprintf("%s, on %s of %s machines; most of them on %s (%s)",
		c.what(strconv.Itoa(counted), strconv.Itoa(total)), strconv.Itoa(machines), strconv.Itoa(len(members)), name,
		strconv.Itoa(most))
}
