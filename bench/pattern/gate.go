package pattern

import (
	"ipcbench/bench/place"
	"ipcbench/mechanisms"
)

// shortStream is the size of the short messages of which the gate matrix has streams, bytes.
const shortStream = 64

// gated tells whether the gate matrix has a cell that waits so at a place. What blocks is on one CPU, where all of its
// work is seen and no waking of another CPU, the noisiest thing there is; what polls memory or a file is on two.
func gated(t mechanisms.Traits, w mechanisms.Wait, at place.Place) bool {
	if w == mechanisms.Block {
		return at == place.Same
	}
	return at == place.Cross && t.Provider == mechanisms.User && t.Raw
}

// gatedRoundTrip is that for round trips.
func gatedRoundTrip(t mechanisms.Traits, w mechanisms.Wait, at place.Place, _ int) bool {
	return gated(t, w, at)
}

// gatedStream is that for streams. Those of long messages are of what the kernel moves, by raw calls, through what is
// inherited: of what has a name the kernel's code is mostly the same, and those of TCP come in two states on one CPU.
// Those of short ones are of what hands over several at once, which shows nowhere else.
func gatedStream(t mechanisms.Traits, w mechanisms.Wait, at place.Place, size int) bool {
	switch {
	case size == shortStream && !t.Batches:
		return false
	case size != shortStream && !movedByKernel(t, w):
		return false
	}
	return gated(t, w, at)
}

// movedByKernel tells whether the kernel moves the messages, by raw calls that block, through what is inherited.
func movedByKernel(t mechanisms.Traits, w mechanisms.Wait) bool {
	return t.Raw && t.Provider == mechanisms.OS && t.Relation == mechanisms.Related && w == mechanisms.Block && !t.Number
}

// never is what the gate matrix has of a pattern that is not in it.
func never(mechanisms.Traits, mechanisms.Wait, place.Place, int) bool { return false }

// allSizes are those of the full matrix, bytes: from one to more than any cache holds.
var allSizes = []int{1, 8, 64, 512, 4096, 32768, 65536, 1 << 18, 1 << 20, 1 << 22, 1 << 24, 1 << 26}
