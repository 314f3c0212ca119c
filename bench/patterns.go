package bench

import (
	"ipcbench/bench/pattern"
	"ipcbench/bench/plan"
)

// A Pattern is the name of a kind of benchmark. It says what one op is.
type Pattern = plan.Pattern

// The patterns.
const (
	Latency    = pattern.Latency    // a round trip: A sends a message, B sends one back
	Throughput = pattern.Throughput // one message from A to B, as many in flight as the mechanism holds
	Duplex     = pattern.Duplex     // one message each way at once: A and B both send and receive
	Setup      = pattern.Setup      // a channel is made, delivers its first message, and is torn down
	Paced      = pattern.Paced      // one message from A to B, each due at a time of its own
	Claim      = pattern.Claim      // what a claim of textbooks needs that no other pattern measures
	Floor      = pattern.Floor      // one step that communication is made of, such as a system call; see [RunFloors]
)
