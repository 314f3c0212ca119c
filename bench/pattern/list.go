package pattern

import (
	"fmt"

	"ipcbench/bench/plan"
	"ipcbench/bench/worker"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
)

// The names of the patterns.
const (
	Latency    plan.Pattern = schema.Latency    // a round trip: A sends a message, B sends one back
	Throughput plan.Pattern = schema.Throughput // one message from A to B, as many in flight as the mechanism holds
	Duplex     plan.Pattern = schema.Duplex     // one message each way at once: A and B both send and receive
	Setup      plan.Pattern = schema.Setup      // a channel is made, delivers its first message, and is torn down
	Paced      plan.Pattern = schema.Paced      // one message from A to B, each due at a time of its own
	Claim      plan.Pattern = schema.Claim      // what a textbook's claim needs that no other pattern measures
	Floor      plan.Pattern = schema.Floor      // one step that mechanisms take to move a message, by itself
)

// list is all patterns in reading order. It is filled by init, since the loops of the patterns refer to it.
var list []*Pattern

func init() { list = append(list, latency, throughput, duplex, paced, setup, claims, floors) }

// All are all patterns in reading order.
func All() []*Pattern { return list }

// Add adds a pattern to the list, as its last. It must be called before anything is planned, both in the coordinator
// and in the worker processes, which run the same binary: in an init function, or first in TestMain.
func Add(p *Pattern) { list = append(list, p) }

// Named finds the pattern of that name; nil if there is none.
func Named(name plan.Pattern) *Pattern {
	for _, p := range list {
		if p.Name() == name {
			return p
		}
	}
	return nil
}

// Shapes are the shapes of all patterns, for [plan.Make].
func Shapes() []plan.Shape {
	var shapes []plan.Shape
	for _, p := range list {
		shapes = append(shapes, p.Shape)
	}
	return shapes
}

// Known are the mechanisms that a worker process must know by name: those given, and those that patterns bring.
func Known(given []mechanisms.Mechanism) []mechanisms.Mechanism {
	known := append([]mechanisms.Mechanism(nil), given...)
	for _, p := range list {
		if p.Brings != nil {
			known = append(known, p.Brings(given)...)
		}
	}
	return known
}

// Handler is the name of the worker processes' code; see [Intercept].
const Handler = "bench"

// Intercept returns at once in an ordinary process. In a worker process it does the work of an end, for any pattern,
// and ends the process. given are the mechanisms that the user gives.
func Intercept(given []mechanisms.Mechanism) { worker.Intercept(Known(given), Handler, open) }

// open opens an end for the pattern that its first order names.
func open(w *worker.Worker, first worker.Order) (*worker.Role, error) {
	p := Named(plan.Pattern(first.Pattern))
	if p == nil {
		return nil, fmt.Errorf("this binary has no pattern %q", first.Pattern)
	}
	return p.Open(w, first)
}
