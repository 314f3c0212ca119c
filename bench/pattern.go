package bench

// A Pattern is what one op is.
type Pattern string

// The patterns.
const (
	Latency    Pattern = "Latency"    // a round trip: size bytes there and size bytes back
	Throughput Pattern = "Throughput" // one message from A to B, as many in flight as the mechanism holds
	Duplex     Pattern = "Duplex"     // one message each way at once: each side sends and receives
	Setup      Pattern = "Setup"      // the channel made, its first byte delivered, and torn down
	Floor      Pattern = "Floor"      // one step that the others are made of; see [RunFloors]
)

// Patterns are all patterns in reading order.
var Patterns = []Pattern{Latency, Throughput, Duplex, Setup, Floor}

// messages is how many messages an op of a pattern carries that is about their rate, and else 0.
func (p Pattern) messages() float64 {
	switch p {
	case Throughput:
		return 1
	case Duplex:
		return 2
	}
	return 0
}
