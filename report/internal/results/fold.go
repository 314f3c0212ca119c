package results

import (
	"cmp"
	"fmt"
	"strings"

	"ipcbench/report/internal/benchname"
)

// foldProcs drops GOMAXPROCS from the keys of the cells where a machine has only one value of it. Where there are
// several (go test -cpu=1,2) it becomes a further key of the series: the same benchmark at another value is not the
// same thing measured twice.
func (m *Machine) foldProcs() {
	values := map[int]bool{}
	for _, c := range m.cells {
		values[c.key.procs] = true
	}
	several := len(values) > 1
	index := map[cellKey]*Cell{}
	for _, c := range m.cells {
		if several {
			procs := fmt.Sprintf("gomaxprocs=%d", c.key.procs)
			if c.key.series.Extra != "" {
				procs = c.key.series.Extra + " " + procs
			}
			c.key.series.Extra = procs
		}
		c.key.procs = 0
		c.plain = c.key.series
	}
	m.foldPackages()
	for _, c := range m.cells {
		index[c.key] = c
	}
	m.index = index
}

// foldPackages drops the package from the keys of the cells. Where several packages have the same series it becomes a
// further key: the same name is another benchmark there.
func (m *Machine) foldPackages() {
	first := map[benchname.Series]string{}
	several := map[benchname.Series]bool{}
	for _, c := range m.cells {
		if pkg, seen := first[c.plain]; seen && pkg != c.key.pkg {
			several[c.plain] = true
		} else {
			first[c.plain] = c.key.pkg
		}
	}
	for _, c := range m.cells {
		c.pkg = c.key.pkg
		if several[c.plain] {
			c.key.series.Extra = strings.TrimSpace(c.plain.Extra + " pkg=" + cmp.Or(c.pkg, "none"))
		}
		c.key.pkg = ""
		c.Series = c.key.series
	}
}
