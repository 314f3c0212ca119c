package bench

// A Pattern is what one op is.
type Pattern string

// The patterns.
const (
	Latency    Pattern = "Latency"    // a round trip: size bytes there and size bytes back
	Throughput Pattern = "Throughput" // one message from A to B, as many in flight as the mechanism holds
	Floor      Pattern = "Floor"      // one step that the others are made of; see [RunFloors]
)

// Patterns are all patterns in reading order.
var Patterns = []Pattern{Latency, Throughput, Floor}
