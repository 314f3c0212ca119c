package sentences

import (
	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/rank"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/tables"
)

// stream names what has the highest throughput between processes, and sets it against the pipe that has. It is left out
// unless its throughput is higher than that for certain.
func stream(v view) (string, bool) {
	var all, pipes []*results.Cell
	for _, c := range v.m.Of(schema.Throughput) {
		s := c.Series
		if s.Place != v.place || s.Scope != "" || s.Extra != "" || c.Doubtful() {
			continue
		}
		all = append(all, c)
		if v.families[s.Mech] == "pipe" {
			pipes = append(pipes, c)
		}
	}
	highest, pipe := rank.Of(all, schema.BytesPerSec, -1).Fastest, rank.Of(pipes, schema.BytesPerSec, -1).Fastest
	if highest == nil || pipe == nil {
		return "", false
	}
	r, ok := ratioOf(highest, pipe, schema.BytesPerSec)
	if !ok || !r.above() {
		return "", false
	}
	return v.p.Sprintf("The highest throughput is that of %s (%s): %s in messages of %s, %s times the highest of a "+
		"pipe, %s (%s).", highest.Series.Name(), highest.Series.Wait, rate(highest), quantity.Size(highest.Size), r.times(),
		pipe.Series.Name(), r.interval()), true
}

func rate(c *results.Cell) string { return tables.Printed(c, schema.BytesPerSec, quantity.Throughput) }
