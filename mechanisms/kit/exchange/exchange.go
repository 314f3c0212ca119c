// Package exchange is what mechanisms share whose natural unit is the call: RPC systems. It has the Link of a client
// and of a server whose one method carries a message there and one back, whatever system carries them.
//
// Each side serves the other, so that the Link is two-way; only the calls from A to B are used by Latency and
// Throughput. In Prepare such a mechanism calls [Listen]; in Open it has its RPC system serve a [Service] on the
// listener that it takes, makes a client of the other side's server, and hands both to [New].
package exchange

import "ipcbench/mechanisms"

// The names of the service and its method in the systems that give them one.
const (
	ServiceName = "ipcbench.Pair"
	Method      = "Exchange"
)

// LargestCall is the largest call that systems with a limit of their own are asked to allow, in bytes: the messages
// that the pair was prepared for, with room for what stands around a payload. A longer one is refused before memory
// is spent on it.
func LargestCall(e *mechanisms.End) int { return e.Size + 1<<10 }

// Traits are those of an RPC mechanism over a Unix socket: what is different in one, it changes in them.
func Traits(name, moves string) mechanisms.Traits {
	return mechanisms.Traits{
		Name: name, Family: "rpc", Moves: moves, Over: "go-unix",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.HalfDuplex, Relation: mechanisms.Any,
		Waits: []mechanisms.Wait{mechanisms.Block},
		// Encoder's buffer, socket in, socket out, decoder's buffer, argument.
		Copies: 5, Managed: true,
	}
}
