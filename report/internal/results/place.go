package results

import (
	"golang.org/x/perf/benchfmt"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/text"
)

// A place is where the results of a file go that have the same configuration, within one computer or between hosts.
type place struct {
	config     []Setting
	between    bool
	pkg        string             // "" where the file does not say
	boundaries map[string]int64   // as in Machine
	machine    *Machine           // nil until a line is used
	targets    map[string]*target // by full name: those that have a cell
}

// maxPlaces is how many places are remembered: more are found again with each result.
const maxPlaces = 1000

// A placeKey is what the results of one place of a file have in common.
type placeKey struct {
	configuration int // its number
	between       bool
}

// place finds the place of a result.
func (r *fileReader) place(res *benchfmt.Result) *place {
	key := placeKey{r.Configuration(), benchname.BetweenHosts(res.Name)}
	at := r.places[key]
	if at == nil {
		if len(r.places) == maxPlaces {
			clear(r.places)
		}
		pkg := text.Clip(text.Clean(res.GetConfig("pkg")), 200)
		at = &place{
			config: config(res), between: key.between, pkg: pkg, boundaries: boundariesOf(res),
			targets: map[string]*target{},
		}
		r.places[key] = at
	}
	return at
}

// machine is the machine of a place. It remembers where in the file its results begin.
func (r *fileReader) machine(at *place) *Machine {
	if at.machine == nil {
		at.machine = r.set.machine(at.config, at.between)
		if at.machine.Boundaries == nil {
			at.machine.Boundaries = at.boundaries
		}
	}
	if n := len(r.marks); n == 0 || !r.marks[n-1].takes(at.machine) {
		m := mark{line: r.RunBegan()}
		m.takes(at.machine)
		r.marks = append(r.marks, m)
	}
	return at.machine
}

// A target is where the lines of one name go, and what is known of them.
type target struct {
	name    benchname.Name
	pattern schema.Pattern   // the zero Pattern if it is not listed
	floor   *benchname.Floor // nil if it is none
	cell    *Cell
}

// complete adds the figure that others give, and tells whether the one is there by which the pattern ranks; if not,
// unit is what is missing.
func (to *target) complete(f *figures) (unit string, ok bool) {
	// The testing package prints MB/s with two decimals, which is none for small messages; the messages are exact.
	if to.pattern.Rank == schema.MBPerSec {
		if messages, ok := f.get(schema.MsgPerSec); ok {
			f.set(schema.BytesPerSec, messages*float64(to.name.Size))
		}
	}
	if v, _ := f.get(schema.BytesPerSec); v == 0 {
		f.remove(schema.BytesPerSec)
	}
	if rank, ranks := schema.UnitNamed(to.pattern.Rank); ranks {
		if _, ok := f.get(rank.Tidy()); !ok {
			return rank.Name, false
		}
	}
	return "", true
}

// takes tells whether a pattern that is not listed gets a table: it has one already, or fewer than maxPatterns have.
func (m *Machine) takes(pattern string) bool {
	if !m.unlisted[pattern] && len(m.unlisted) == maxPatterns {
		return false
	}
	m.unlisted[pattern] = true
	return true
}

// cellOf is the cell of a target, made if there is none.
func (m *Machine) cellOf(to *target, pkg string) *Cell {
	if to.floor != nil {
		return m.cellOfFloor(*to.floor)
	}
	series := to.name.Series
	key := cellKey{pattern: to.name.Pattern, series: series, size: to.name.Size, procs: to.name.Procs, pkg: pkg}
	c := m.index[key]
	if c == nil {
		c = &Cell{Series: series, Size: to.name.Size, key: key, place: series.Place}
		m.index[key] = c
		m.cells = append(m.cells, c)
	}
	return c
}
