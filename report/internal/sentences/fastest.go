package sentences

import (
	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
)

// fastest names the fastest mechanism of those that spin and of those that sleep, and how far apart the two are. It is
// left out unless the one that spins is faster for certain.
func fastest(v view) (string, bool) {
	spins, spinner, ok := v.first(v.latencies(schema.Spin, v.size, ""))
	sleeps, sleeper, also := v.first(v.latencies(schema.Block, v.size, ""))
	if !ok || !also {
		return "", false
	}
	r, known := ratioOf(sleeps, spins, schema.SecPerOp)
	if !known || !r.above() {
		return "", false
	}
	return v.p.Sprintf("The fastest round trip of %s is that of %s where both ends spin, %s; where they sleep it is "+
		"that of %s, %s, which is %s times as long (%s).", quantity.Size(v.size), spinner, mean(spins), sleeper,
		mean(sleeps), r.times(), r.interval()), true
}
