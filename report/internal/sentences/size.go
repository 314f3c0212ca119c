package sentences

import (
	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
)

// size says how large a message must be to take twice as long as a small one, with the sleeping mechanism that was
// measured at most sizes. It is left out if no size takes twice as long for certain.
func size(v view) (string, bool) {
	var small *results.Cell
	most := 0
	for _, c := range v.latencies(schema.Block, v.size, "") {
		if n := len(v.m.Sizes(schema.Latency, c.Series)); n > most {
			small, most = c, n
		}
	}
	if small == nil {
		return "", false
	}
	held := small.Size // the largest size that takes less than twice as long for certain
	for _, bytes := range v.m.Sizes(schema.Latency, small.Series) {
		if bytes <= small.Size {
			continue
		}
		large := v.m.Cell(schema.Latency, small.Series, bytes)
		r, ok := ratioOf(large, small, schema.SecPerOp)
		switch {
		case !ok || large.Doubtful(): // nothing is known of this one
		case r.high < 2:
			held = bytes
		case r.low > 2:
			return v.p.Sprintf("A message may be %s before its size matters: with %s asleep, one of %s takes %s times "+
				"as long as one of %s (%s).", quantity.Size(held), small.Series.Name(), quantity.Size(bytes), r.times(),
				quantity.Size(small.Size), r.interval()), true
		}
	}
	return "", false
}
