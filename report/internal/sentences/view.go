package sentences

import (
	"slices"
	"strconv"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/rank"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/tables"
	"ipcbench/report/internal/words"
)

// A view is what sentences are about: one machine at one place, and one size of messages where none is named.
type view struct {
	p        *words.Printer
	m        *results.Machine
	families map[string]string // of each mechanism
	place    string
	size     int64
}

// viewOf takes the place on two cores, if there are results of it, and the size at which most can be compared.
func viewOf(p *words.Printer, m *results.Machine, families map[string]string) view {
	v := view{p: p, m: m, families: families}
	if places := m.Places(); len(places) > 0 && !slices.Contains(places, schema.Cross) {
		v.place = places[0]
	} else {
		v.place = schema.Cross
	}
	sizes, lines := tables.Layout(m, schema.Latency)
	lines = slices.DeleteFunc(lines, func(l tables.Line) bool { return l.Series.Place != v.place })
	v.size = tables.RepresentativeSize(m, schema.Latency, sizes, lines)
	return v
}

// latencies are the round trips between processes in a wait at a size that stand for themselves: no variants with
// further keys, and none that is doubtful. Of a family only, if one is named.
func (v view) latencies(wait string, size int64, family string) (cells []*results.Cell) {
	for _, c := range v.m.Of(schema.Latency) {
		s := c.Series
		switch {
		case s.Wait != wait, c.Size != size, s.Place != v.place, s.Scope != "", s.Extra != "", c.Doubtful():
		case family != "" && v.families[s.Mech] != family:
		default:
			cells = append(cells, c)
		}
	}
	return cells
}

// first is the fastest of some round trips, its name with the number of those that are not told apart from it, and
// whether there is any.
func (v view) first(cells []*results.Cell) (fastest *results.Cell, name string, ok bool) {
	r := rank.Of(cells, schema.SecPerOp, 1)
	if r.Fastest == nil {
		return nil, "", false
	}
	tied := 0
	for _, c := range cells {
		if _, known := c.Estimate(schema.SecPerOp); known && c != r.Fastest && !r.Apart(c) {
			tied++
		}
	}
	name = r.Fastest.Series.Name()
	if tied > 0 {
		name = v.p.Sprintf("%s (one of %s not told apart)", name, strconv.Itoa(tied+1))
	}
	return r.Fastest, name, true
}

// mean is the mean round trip of a cell in words.
func mean(c *results.Cell) string { return tables.Printed(c, schema.SecPerOp, quantity.Duration) }
