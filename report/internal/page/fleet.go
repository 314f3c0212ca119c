package page

import (
	"fmt"

	"ipcbench/report/internal/chart"
	"ipcbench/report/internal/fleet"
	"ipcbench/report/internal/results"
)

// mostMachines is up to how many machines each has tables and charts of its own.
const mostMachines = 12

// many tells whether there are too many machines for tables and charts of each.
func many(set *results.Set) bool { return len(set.Computers()) > mostMachines }

// sideBySide is the section that sets several machines side by side; false if there are not several that have anything
// in common.
func sideBySide(set *results.Set) (s Section, ok bool) {
	s.Heading = "Machines side by side"
	for _, between := range []bool{false, true} {
		members := fleet.Members(set, between)
		if len(members) < 2 {
			continue
		}
		for _, side := range fleet.Sides(members) {
			s.Tables = append(s.Tables, side.Table())
			s.Charts = append(s.Charts, chart.Machines(side))
		}
		if t, some := fleet.Deviating(members); some {
			s.Tables = append(s.Tables, t)
		}
		if who := fleet.About(members); len(who.Items) > 0 {
			s.Lists = append(s.Lists, who)
		}
		if many(set) {
			s.Lists = append(s.Lists, fleet.Remarks(members)...)
		}
	}
	switch n := len(set.Computers()); {
	case n == 1:
		s.Samples = "One machine, with several others at the other end."
	case !many(set):
		s.Samples = fmt.Sprintf("%d machines.", n)
	default:
		s.Samples = fmt.Sprintf("%d machines. They are too many for tables and charts of each: report show with the "+
			"files of one, or of up to %d, has these.", n, mostMachines)
	}
	return s, len(s.Tables) > 0
}
