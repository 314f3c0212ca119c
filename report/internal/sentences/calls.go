package sentences

import (
	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
)

// calls says what a call costs beside a bare socket: the fastest RPC system against the fastest socket, both asleep. It
// is left out unless it takes longer for certain.
func calls(v view) (string, bool) {
	call, callName, ok := v.first(v.latencies(schema.Block, v.size, "rpc"))
	socket, socketName, also := v.first(v.latencies(schema.Block, v.size, "socket"))
	if !ok || !also {
		return "", false
	}
	r, known := ratioOf(call, socket, schema.SecPerOp)
	if !known || !r.above() {
		return "", false
	}
	return v.p.Sprintf("A call costs more than a message: the fastest RPC system, %s, takes %s times as long as the "+
		"fastest socket, %s, for %s (%s).", callName, r.times(), socketName, quantity.Size(v.size), r.interval()), true
}
