// Package exchange has the Link of RPC systems, mechanisms whose natural unit is the call: a client, and a server whose
// one method takes a message and answers with another.
//
// Each side serves the other, so that the Link is two-way. Latency and Throughput use only the calls from A to B.
//
// In Prepare such a mechanism calls [Listen]. In Open it has its RPC system serve a [Service] on the socket that
// [ipcbench/mechanisms/kit/listener] hands it, makes a client of the other side's server, and gives both to [New].
package exchange

import "ipcbench/mechanisms"

// The names of the service and its method, where the RPC system has such names.
const (
	ServiceName = "ipcbench.Pair"
	Method      = "Exchange"
)

// LargestCall is the limit to set in RPC systems that have one for a call, in bytes: the size that the pair was
// prepared for, with room for what such a system puts around a payload. They refuse a longer call before they spend
// memory on it.
func LargestCall(e *mechanisms.End) int { return e.Size + 1<<10 }

// Traits are those of an RPC mechanism over a Unix socket. A mechanism that differs changes them. One whose ends may be
// on two hosts says so: [Listen], [ServerOf] and what builds on them then use TCP.
func Traits(name, moves string) mechanisms.Traits {
	return mechanisms.Traits{
		Name: name, Family: "rpc", Moves: moves, Over: "go-unix",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.HalfDuplex, Relation: mechanisms.Any,
		Crosses: []mechanisms.Border{mechanisms.Volume},
		Waits:   []mechanisms.Wait{mechanisms.Block},
		// Encoder's buffer, socket in, socket out, decoder's buffer, argument.
		Copies: 5, Managed: true,
	}
}
