package page

import (
	"strconv"

	"ipcbench/report/internal/chart"
	"ipcbench/report/internal/fleet"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/words"
)

// mostMachines is up to how many machines each has tables and charts of its own.
const mostMachines = 12

// many tells whether there are too many machines for tables and charts of each.
func many(set *results.Set) bool { return len(set.Computers()) > mostMachines }

// sideBySide is the section that sets several machines side by side; false if there are not several that have anything
// in common.
func sideBySide(p *words.Printer, set *results.Set) (s Section, ok bool) {
	s.Heading = p.Sprintf("Machines side by side")
	for _, between := range []bool{false, true} {
		members := fleet.Members(p, set, between)
		if len(members) < 2 {
			continue
		}
		for _, side := range fleet.Sides(members) {
			s.Tables = append(s.Tables, side.Table(p))
			s.Charts = append(s.Charts, chart.Machines(side))
		}
		if t, some := fleet.Deviating(p, members); some {
			s.Tables = append(s.Tables, t)
		}
		if who := fleet.About(p, members); len(who.Items) > 0 {
			s.Lists = append(s.Lists, who)
		}
		if many(set) {
			s.Lists = append(s.Lists, fleet.Remarks(p, members)...)
		}
	}
	switch n := len(set.Computers()); {
	case n == 1:
		s.Samples = p.Sprintf("One machine, with several others at the other end.")
	case !many(set):
		s.Samples = p.Sprintf("%s machines.", strconv.Itoa(n))
	default:
		s.Samples = p.Sprintf("%s machines. They are too many for tables and charts of each: report show with the "+
			"files of one, or of up to %s, has these.", strconv.Itoa(n), strconv.Itoa(mostMachines))
	}
	return s, len(s.Tables) > 0
}
