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
)

// A Key is a part of a benchmark's name that tells the benchmarks of one pattern apart.
type Key struct {
	Name    string
	Default string // a name leaves out the key if it has this value; "" if it never does
	Meaning string // a phrase for docs/format.md
}

// Keys are all keys in the order in which they stand in a name.
var Keys = []Key{
	{Name: KeyWhat, Meaning: "Floor only: the step, one of those below"},
	{Name: KeyMech, Meaning: "the mechanism, by the name in its `# mechanism` line"},
	{Name: KeyWait, Meaning: "how an end waits for what is not there yet"},
	{Name: KeyPlace, Meaning: "where the two ends run"},
	{Name: KeySize, Meaning: "the bytes of a message"},
	{Name: KeyScope, Default: Process, Meaning: "whether the ends are two processes or two threads of one"},
	{Name: KeySched, Default: Other, Meaning: "how the kernel schedules the ends, by `-ipc.sched`"},
	{Name: KeyMlock, Default: Unlocked, Meaning: "whether the ends' memory is locked (`on`), by `-ipc.mlock`"},
	{Name: KeyPairs, Default: "1", Meaning: "Throughput only: how many pairs of ends run at once"},
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
