package sentences

import (
	"strconv"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
)

// fewestPairs is how many mechanisms must have both waits for a sentence about all of them.
const fewestPairs = 3

// sleeping says what sleeping costs: how many times as long as spinning the same mechanism takes, of the one that
// loses least and the one that loses most. It is left out unless sleeping takes longer for certain in all of them.
func sleeping(v view) (string, bool) {
	var least, most struct {
		ratio
		mech string
	}
	n := 0
	spins := v.latencies(schema.Spin, v.size, "")
	for _, b := range v.latencies(schema.Block, v.size, "") {
		for _, s := range spins {
			if s.Series.Mech != b.Series.Mech {
				continue
			}
			r, ok := ratioOf(b, s, schema.SecPerOp)
			if !ok || !r.above() {
				return "", false
			}
			if n == 0 || r.center < least.center {
				least.ratio, least.mech = r, b.Series.Name()
			}
			if n == 0 || r.center > most.center {
				most.ratio, most.mech = r, b.Series.Name()
			}
			n++
		}
	}
	if n < fewestPairs {
		return "", false
	}
	return v.p.Sprintf("Sleeping costs: a round trip of %s takes %s times as long asleep as spinning with %s (%s), "+
		"and %s times with %s (%s). %s mechanisms have both.", quantity.Size(v.size), least.times(), least.mech,
		least.interval(), most.times(), most.mech, most.interval(), strconv.Itoa(n)), true
}
