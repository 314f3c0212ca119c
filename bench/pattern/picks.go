package pattern

import (
	"ipcbench/bench/place"
	"ipcbench/mechanisms"
)

// The sizes of the default matrix in bytes. Of each kind one mechanism is measured at all of them, and the others, for
// which it stands, at two: the run would else take too long.
var (
	roundTripSizes = []int{64, 1 << 10, 4 << 10, 64 << 10}
	streamSizes    = []int{64, 1 << 10, 4 << 10, 64 << 10, 1 << 20}
	variantSizes   = []int{64, 64 << 10}
)

// byKind picks the cells of the default matrix. A variant has one way of waiting, too, unless it is user code that
// polls: how it waits is then most of what it costs.
func byKind(t mechanisms.Traits, w mechanisms.Wait, _ place.Place, _ int) bool {
	polls := t.Provider == mechanisms.User && t.Scope == mechanisms.Process && w == mechanisms.Spin
	return t.VariantOf == "" || w == t.Waits[0] || polls
}

// shortStream is the size in bytes of the short messages that the gate matrix has in Throughput.
const shortStream = 64

// gated tells whether the gate matrix has cells with this wait strategy at this place. Mechanisms that block run on
// one CPU, where all their work is visible and no other CPU has to be woken, which varies more than anything else.
// Mechanisms that poll memory or a file run on two CPUs.
func gated(t mechanisms.Traits, w mechanisms.Wait, at place.Place) bool {
	if w == mechanisms.Block {
		return at == place.Same
	}
	return at == place.Cross && t.Provider == mechanisms.User && t.Raw
}

// gatedRoundTrip picks the cells of Latency.
func gatedRoundTrip(t mechanisms.Traits, w mechanisms.Wait, at place.Place, _ int) bool {
	return gated(t, w, at)
}

// gatedStream picks the cells of Throughput. Long messages are measured for mechanisms whose data the kernel moves by
// raw calls, through inherited descriptors: the kernel uses mostly the same code for mechanisms with a name, and TCP
// on one CPU is sometimes in one and sometimes in another of two states. Short messages are measured for mechanisms
// that hand over several at once, which no other cell shows.
func gatedStream(t mechanisms.Traits, w mechanisms.Wait, at place.Place, size int) bool {
	switch {
	case size == shortStream && !t.Batches:
		return false
	case size != shortStream && !movedByKernel(t, w):
		return false
	}
	return gated(t, w, at)
}

// movedByKernel tells whether the kernel moves the data by raw calls that block, through inherited descriptors.
func movedByKernel(t mechanisms.Traits, w mechanisms.Wait) bool {
	return t.Raw && t.Provider == mechanisms.OS && t.Relation == mechanisms.Related &&
		w == mechanisms.Block && !t.Number
}

// never picks no cells: the pattern is not in the gate matrix.
func never(mechanisms.Traits, mechanisms.Wait, place.Place, int) bool { return false }

// allSizes are the sizes of the full matrix in bytes: from 1 to more than any cache holds.
var allSizes = []int{1, 8, 64, 512, 4096, 32768, 65536, 1 << 18, 1 << 20, 1 << 22, 1 << 24, 1 << 26}
