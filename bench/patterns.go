package bench

import (
	"ipcbench/bench/pattern"
	"ipcbench/bench/plan"
)

// A Pattern is what one op is, by its name.
type Pattern = plan.Pattern

// The patterns.
const (
	Latency    = pattern.Latency    // a round trip: size bytes there and size bytes back
	Throughput = pattern.Throughput // one message from A to B, as many in flight as the mechanism holds
	Duplex     = pattern.Duplex     // one message each way at once: each side sends and receives
	Setup      = pattern.Setup      // the channel made, its first byte delivered, and torn down
	Floor      = pattern.Floor      // one step that the others are made of; see [RunFloors]
)
