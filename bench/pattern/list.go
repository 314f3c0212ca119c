package pattern

import (
	"fmt"
	"ipcbench/bench/plan"
	"ipcbench/bench/worker"
	"ipcbench/internal/proc"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
)

// The names of the patterns.
const (
	Latency    plan.Pattern = schema.Latency    // a round trip: size bytes there and size bytes back
	Throughput plan.Pattern = schema.Throughput // one message from A to B, as many in flight as the mechanism holds
	Duplex     plan.Pattern = schema.Duplex     // one message each way at once: each side sends and receives
	Setup      plan.Pattern = schema.Setup      // the channel made, its first byte delivered, and torn down
	Floor      plan.Pattern = schema.Floor      // one step that the others are made of
)

// list is all patterns in reading order. It is filled at start, since loops refer to it.
var list []*Pattern

func init() { list = append(list, latency, throughput, duplex, setup, floors) }

// All are all patterns in reading order.
func All() []*Pattern { return list }

// Add adds a pattern of somebody's own behind the others. It must come before anything is planned, in the coordinator
// and in its workers alike: in an init function, or at the beginning of a TestMain.
func Add(p *Pattern) { list = append(list, p) }

// Named is the pattern of that name; nil if there is none.
func Named(name plan.Pattern) *Pattern {
	for _, p := range list {
		if p.Name() == name {
			return p
		}
	}
	return nil
}

// Shapes are those of all patterns, for package plan.
func Shapes() []plan.Shape {
	var shapes []plan.Shape
	for _, p := range list {
		shapes = append(shapes, p.Shape)
	}
	return shapes
}

// Known are the mechanisms that a worker must know: those given, and what the patterns bring.
func Known(given []mechanisms.Mechanism) []mechanisms.Mechanism {
	known := append([]mechanisms.Mechanism(nil), given...)
	for _, p := range list {
		known = append(known, p.Brings...)
	}
	return known
}

// Handler is the name of the handler that workers of benchmarks ask [proc.Intercept] for.
const Handler = "bench"

// Handlers are what workers of benchmarks run, by name.
func Handlers() map[string]proc.Handler {
	return map[string]proc.Handler{Handler: serve}
}

// serve is the worker of every pattern: the first order says which.
func serve(session *proc.Session) {
	worker.Serve(session, func(w *worker.Worker, first worker.Order) (*worker.Role, error) {
		p := Named(plan.Pattern(first.Pattern))
		if p == nil {
			return nil, fmt.Errorf("this binary has no pattern %q", first.Pattern)
		}
		return p.Open(w, first)
	})
}
