package schema

import "slices"

// The names of the wait strategies, as in /wait=<name>.
const (
	Block  = "block"
	Spin   = "spin"
	Yield  = "yield"
	Hybrid = "hybrid"
	Poll   = "poll"
)

// A Wait is a wait strategy: how an end waits for a message, or for room to send one.
type Wait struct {
	Name    string
	Brief   string // in a few words, for a heading
	Meaning string // a phrase for docs/format.md
}

// Waits are all wait strategies in reading order.
var Waits = []Wait{
	{Block, "sleeps until data comes", "sleeps in the kernel until there is something"},
	{Spin, "busy-waits, never sleeps", "tries again without sleeping, with a CPU pause between two looks at memory"},
	{Yield, "busy-waits, yields the CPU", "tries again without sleeping, with sched_yield(2) between two tries"},
	{Hybrid, "busy-waits briefly, then sleeps", "spins for 50 µs, or as long as it is asked to, then blocks"},
	{Poll, "sleeps in epoll, then reads", "sleeps in epoll_wait(2), then makes a call that does not block"},
}

// WaitNamed finds a wait strategy; false if there is none of that name.
func WaitNamed(name string) (Wait, bool) {
	if i := WaitRank(name); i < len(Waits) {
		return Waits[i], true
	}
	return Wait{}, false
}

// WaitRank is the position of a wait strategy in reading order. A name that is not listed comes after all others.
func WaitRank(name string) int {
	if i := slices.IndexFunc(Waits, func(w Wait) bool { return w.Name == name }); i >= 0 {
		return i
	}
	return len(Waits)
}
