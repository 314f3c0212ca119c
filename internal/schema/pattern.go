package schema

import "slices"

// The names of the patterns, as in Benchmark<Pattern>/….
const (
	Latency    = "Latency"
	Throughput = "Throughput"
	Duplex     = "Duplex"
	Setup      = "Setup"
	Paced      = "Paced"
	Claim      = "Claim"
	Floor      = "Floor"
)

// A Pattern is a kind of benchmark: it says what one op is, and which keys and units its results have.
type Pattern struct {
	Name string
	Op   string // what one op is: a phrase for docs/format.md
	Keys []Key  // the keys that its names may have, in order

	// Units are the units of this pattern's results beside those that every pattern has; see [Common].
	Units []Unit
	// Rank is the unit by which the report orders mechanisms. It ignores a line without it.
	Rank string
	// Messages is how many messages an op carries, from which MB/s and msg/s are computed; 0 if there are no such
	// rates.
	Messages int
}

// Patterns are all patterns in reading order.
var Patterns = []Pattern{
	{
		Name: Latency, Rank: NsPerOp, Keys: append(slices.Clone(transferKeys), keysNamed(KeySpin)...),
		Op: "a round trip: `size` bytes there and `size` bytes back",
		Units: unitsNamed(P50Ns, P90Ns, P99Ns, P999Ns, P9999Ns, MaxNs, OpsPerClock, Readings,
			PassesPercent),
	},
	{
		Name: Throughput, Rank: MBPerSec, Messages: 1, Keys: append(slices.Clone(transferKeys), keysNamed(KeyPairs)...),
		Op: "one message from A to B, with as many under way as the mechanism holds; with `/pairs=N`, one message " +
			"of any of N pairs that run at once on the same CPUs",
		Units: unitsNamed(MBPerSec, MsgPerSec, InFlight, ClocksPercent),
	},
	{
		Name: Duplex, Rank: MBPerSec, Messages: 2, Keys: transferKeys,
		Op: "one message each way at once. Each side has one thread. It sends as many messages as the mechanism " +
			"is certain to hold while nobody receives (16 KiB of a byte stream, else one message), then receives " +
			"as many",
		Units: unitsNamed(MBPerSec, MsgPerSec),
	},
	{
		Name: Setup, Rank: NsPerOp, Keys: keysNamed(KeyMech, KeyWait, KeyPlace, KeySize, KeyScope),
		Op: "a channel made, its first byte delivered (the smallest message), and the channel torn down, by two " +
			"threads of one process on one CPU: a process cannot inherit a channel that is made after it has " +
			"started. There is no `syscalls/op`, since the calls by which the two threads take turns would be " +
			"counted too",
		Units: unitsNamed(P50Ns, P90Ns, P99Ns, P999Ns, P9999Ns, MaxNs, OpsPerClock, Readings,
			PassesPercent, StepNs),
	},
	{
		Name: Paced, Rank: CPUNsPerOp,
		Keys: append(slices.Clone(transferKeys), keysNamed(KeyRate, KeyArrivals, KeySpin, KeyThink, KeyNeighbour)...),
		Op: "one message from A to B, which is due at a time of its own (an open loop): A sends it then, whatever " +
			"became of those before, and its latency runs from the time at which it was due until B has it. " +
			"`cpu-ns/op`, `csw/op`, `inv-csw/op`, `syscalls/op`, `allocs/op` and `B/op` are those of B alone",
		Units: unitsNamed(P50Ns, P90Ns, P99Ns, P999Ns, P9999Ns, MaxNs, Readings, MsgPerSec, UnheldPercent,
			LatePercent, Backlog, RecvCores, SendCores, NeighbourPercent, ClockLatePercent, ClockP99Ns, ClockErrNs,
			RoundP50Ns, RoundP90Ns, RoundP99Ns, RoundMaxNs),
	},
	{
		Name: Claim, Rank: NsPerOp, Keys: keysNamed(KeyWhat, KeyMech, KeyWait, KeyPlace, KeySize, KeyChannels),
		Op:    "what one of the claims of textbooks needs that no other pattern measures; `what=` says which, as below",
		Units: unitsNamed(MBPerSec, MsgPerSec, RecvCores, LostPerMillion, OpenedPercent),
	},
	{
		Name: Floor, Rank: NsPerOp, Keys: keysNamed(KeyWhat, KeyMech, KeyPlace, KeySize, KeyCPU),
		Op:    "one of the steps that the other patterns are made of; `what=` says which",
		Units: unitsNamed(P999Ns, P9999Ns, MaxNs, Readings, InterruptsPerSec, GapOftenNs, GapSeldomNs),
	},
}

// transferKeys are the keys of patterns that send messages between two ends.
var transferKeys = keysNamed(KeyMech, KeyWait, KeyPlace, KeySize, KeyScope, KeySched, KeyMlock)

// PatternNamed finds a pattern; false if there is none of that name.
func PatternNamed(name string) (Pattern, bool) {
	i := slices.IndexFunc(Patterns, func(p Pattern) bool { return p.Name == name })
	if i < 0 {
		return Pattern{}, false
	}
	return Patterns[i], true
}

// Has tells whether this unit is one of p.Units.
func (p Pattern) Has(unit string) bool {
	return slices.ContainsFunc(p.Units, func(u Unit) bool { return u.Name == unit })
}
