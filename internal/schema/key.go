package schema

import "slices"

// The keys of benchmark names, as in /key=value.
const (
	KeyWhat  = "what"
	KeyMech  = "mech"
	KeyWait  = "wait"
	KeyPlace = "place"
	KeySize  = "size"
	KeyScope = "scope"
	KeySched = "sched"
	KeyMlock = "mlock"
	KeyPairs = "pairs"

	KeyRate     = "rate"
	KeyArrivals = "arrivals"
	KeySpin     = "spin"
	KeyThink    = "think"

	KeyNeighbour = "neighbour"
	KeyChannels  = "channels"
	KeyCPU       = "cpu"
)

// A Key is a part of a benchmark's name that tells the benchmarks of one pattern apart.
type Key struct {
	Name    string
	Default string // a name leaves out the key if it has this value; "" if it never does
	Meaning string // a phrase for docs/format.md
}

// Keys are all keys in the order in which they stand in a name.
var Keys = []Key{
	{Name: KeyWhat, Meaning: "Floor and Claim only: the step, or what is measured for a claim, one of those below"},
	{Name: KeyMech, Meaning: "the mechanism, by the name in its `# mechanism` line"},
	{Name: KeyWait, Meaning: "how an end waits for what is not there yet"},
	{Name: KeyPlace, Meaning: "where the two ends run"},
	{Name: KeySize, Meaning: "the bytes of a message"},
	{Name: KeyScope, Default: Process, Meaning: "how far apart the two ends are, one of those below"},
	{Name: KeySched, Default: Other, Meaning: "how the kernel schedules the ends, by `-ipc.sched`"},
	{Name: KeyMlock, Default: Unlocked, Meaning: "whether the ends' memory is locked (`on`), by `-ipc.mlock`"},
	{Name: KeyPairs, Default: "1", Meaning: "Throughput only: how many pairs of ends run at once"},
	{
		Name: KeyRate, Meaning: "Paced only: how many messages are due a second, or, with a %, which share of the " +
			"messages that the same ends carry in Throughput",
	},
	{
		Name: KeyArrivals, Default: "even",
		Meaning: "Paced only: how the times are spread at which messages are due, even or poisson",
	},
	{
		Name: KeySpin, Default: "50us",
		Meaning: "Latency and Paced with wait=hybrid only: for how long an end spins before it sleeps, or adaptive",
	},
	{
		Name: KeyThink, Default: "0",
		Meaning: "Paced only: for how long the receiver is busy with each message before it takes the next",
	},
	{
		Name: KeyNeighbour, Default: "off",
		Meaning: "Paced only: on if a process of ordinary priority, which has nothing to do with the pair, computes " +
			"on the receiver's CPU all the time",
	},
	{
		Name: KeyChannels, Default: "1",
		Meaning: "Claim with what=duplex only: how many channels carry the two directions: one for both, " +
			"or one for each",
	},
	{Name: KeyCPU, Meaning: "Floor with what=jitter only: the number of the CPU"},
}

// KeyNamed finds a key; false if there is none of that name.
func KeyNamed(name string) (Key, bool) {
	i := slices.IndexFunc(Keys, func(k Key) bool { return k.Name == name })
	if i < 0 {
		return Key{}, false
	}
	return Keys[i], true
}

// keysNamed are keys of the list above, in the order of names.
func keysNamed(names ...string) (keys []Key) {
	for _, k := range Keys {
		if slices.Contains(names, k.Name) {
			keys = append(keys, k)
		}
	}
	return keys
}
