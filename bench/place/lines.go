package place

import (
	"fmt"
	"slices"
)

// Lines say which CPUs each of some places has, for the comment lines of a result file. A place that this machine
// lacks has no line.
func Lines(places []Place) []string {
	all, err := topology()
	if err != nil {
		return nil
	}
	name := func(id int) string {
		p := all[slices.IndexFunc(all, func(p processor) bool { return p.id == id })]
		if alike(all) {
			p.kind, p.capacity = "", 0
		}
		return p.String()
	}
	var lines []string
	for _, place := range places {
		cpus, err := place.choose(all)
		switch {
		case err != nil:
		case len(cpus) == 1:
			lines = append(lines, fmt.Sprintf("place %s: both on CPU %s", place, name(cpus[0])))
		default:
			lines = append(lines,
				fmt.Sprintf("place %s: A on CPU %s, B on CPU %s", place, name(cpus[0]), name(cpus[1])))
		}
	}
	return lines
}
