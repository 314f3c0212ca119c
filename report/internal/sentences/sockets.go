package sentences

import (
	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
)

// alike is within which factor two figures are called alike.
const alike = 1.1

// sockets compares the fastest socket with the fastest pipe, both asleep. It is left out unless one is faster for
// certain, or the two are alike for certain.
func sockets(v view) (string, bool) {
	socket, socketName, ok := v.first(v.latencies(schema.Block, v.size, "socket"))
	pipe, pipeName, also := v.first(v.latencies(schema.Block, v.size, "pipe"))
	if !ok || !also {
		return "", false
	}
	r, known := ratioOf(socket, pipe, schema.SecPerOp)
	size := quantity.Size(v.size)
	switch {
	case !known:
	case r.low > 1/alike && r.high < alike:
		return v.p.Sprintf("Asleep, sockets are as fast as pipes within 10 %%: %s takes %s times as long as %s for %s "+
			"(%s).",
			socketName, r.times(), pipeName, size, r.interval()), true
	case r.above():
		return v.p.Sprintf("Asleep, sockets are slower than pipes: %s takes %s times as long as %s for %s (%s).",
			socketName, r.times(), pipeName, size, r.interval()), true
	case r.high < 1:
		return v.p.Sprintf("Asleep, sockets are faster than pipes: %s takes %s times as long as %s for %s (%s).",
			socketName, r.times(), pipeName, size, r.interval()), true
	}
	return "", false
}
