package claims

import (
	"cmp"
	"slices"
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/words"
)

// over is how many times the round trip of the socket below it that of an RPC system takes at least, if it is built on
// that socket: what is built on something cannot be faster. A fifth is left for what two figures of equal work differ
// by: without it, none that costs next to nothing on top could ever be told from one that is faster.
const over = 0.8

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
	var bare []string // sockets that were not measured, below what was
	for _, t := range j.traits {
		rpc := t["name"]
		if t["family"] != rpcFamily {
			continue
		}
		socket := below[rpc]
		if family[socket] != socketFamily {
			if len(j.cellsOf(schema.Latency, rpc, "")) > 0 {
				j.partly = j.Sprintf("%s is not built on a socket", rpc)
				j.notes = append(j.notes, j.partly+".")
			}
			continue
		}
		both := j.pairs(schema.Latency, socket, rpc, usualWait, schema.SecPerOp)
		if len(both) == 0 {
			if len(j.cellsOf(schema.Latency, rpc, usualWait)) > 0 && !slices.Contains(bare, socket) {
				bare = append(bare, socket)
			}
			continue
		}
		label := j.Sprintf("round trip of %s ÷ %s", rpc, socket)
		if f, ok := ratio(label, both[0].other, both[0].base, schema.SecPerOp, Seconds); ok {
			f = f.says(j.Sprintf("a round trip of %s takes %s times as long as one of %s, the socket below it", rpc,
				f.number(), socket), j.Sprintf("%s takes %s × the socket below it", rpc, f.number()))
			j.least(f, over)
		}
	}
	slices.SortStableFunc(j.tests, func(a, b test) int { return cmp.Compare(a.Value, b.Value) })
	switch {
	case len(j.tests) == 0:
		j.needs(j.Sprintf("round trips of an RPC system and of the socket below it"), measureRPC)
	case len(bare) > 0:
		j.misses(j.Sprintf("round trips of %s, below what was measured", strings.Join(bare, ", ")), measureRPC)
	}
}
