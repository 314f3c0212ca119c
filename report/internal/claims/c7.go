package claims

import (
	"cmp"
	"slices"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/words"
)

// over is how many times the round trip of the socket below it that of an RPC system takes at least, if it is built on
// that socket: what is built on something cannot be faster.
const over = 1

// The families of the mechanisms, as they declare them.
const (
	rpcFamily    = "rpc"
	socketFamily = "socket"
)

func saysRPC(p *words.Printer) (title, claim string) {
	return p.Sprintf("RPC is built on sockets"),
		p.Sprintf("Remote procedure calls are built on sockets.")
}

// rpcIsOverSockets judges C7 by what each RPC system takes beside the socket that it declares to be built on.
func rpcIsOverSockets(j *judge) {
	family, below := map[string]string{}, map[string]string{}
	for _, t := range j.traits {
		family[t["name"]], below[t["name"]] = t["family"], t["over"]
	}
	for _, t := range j.traits {
		rpc := t["name"]
		if t["family"] != rpcFamily {
			continue
		}
		socket := below[rpc]
		if family[socket] != socketFamily {
			if len(j.cellsOf(schema.Latency, rpc, "")) > 0 {
				j.partly = true
				j.notes = append(j.notes, j.Sprintf("%s is not built on a socket.", rpc))
			}
			continue
		}
		both := j.pairs(schema.Latency, socket, rpc, usualWait, schema.SecPerOp)
		if len(both) == 0 {
			continue
		}
		label := j.Sprintf("round trip of %s ÷ %s", rpc, socket)
		if f, ok := ratio(label, both[0].other, both[0].base, schema.SecPerOp, Seconds); ok {
			j.least(f, over)
		}
	}
	slices.SortStableFunc(j.tests, func(a, b test) int { return cmp.Compare(a.Value, b.Value) })
	if len(j.tests) == 0 {
		j.needs(j.Sprintf("round trips of an RPC system and of the socket below it"), measureRPC)
	}
}
