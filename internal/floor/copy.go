package floor

import "ipcbench/internal/cpu"

// Copies copies from into to n times. Both stay where the processor keeps what it has just used. It is [cpu.Copy],
// which the mechanisms in user memory use; the kernel's copies to and from user memory may be faster or slower.
func Copies(to, from []byte, n int) {
	for range n {
		cpu.Copy(to, from)
	}
}

// A Scatter is a region in two halves. Messages are copied from places of one half to places of the other, each time
// other places, in an order that no prefetcher guesses: where the region is larger than the caches, neither the source
// nor the destination is in any of them.
type Scatter struct {
	from, to []byte
	size     int
	stride   uint64 // from one place to the next, bytes, whole cache lines
	mask     uint64 // number of places in a half - 1
	next     uint64
}

// scatterStep is odd, so that its multiples visit all of a power of two of places before any comes again, and large, so
// that successive ones lie far apart.
const scatterStep = 0x9E3779B97F4A7C15

// NewScatter lays out a region, which it keeps, for messages of size bytes. Half the region has room for at least one.
func NewScatter(region []byte, size int) *Scatter {
	const cacheLine = 64
	half := len(region) / 2
	stride := (size + cacheLine - 1) &^ (cacheLine - 1)
	places := uint64(1)
	for 2*int(places)*stride <= half {
		places *= 2
	}
	return &Scatter{from: region[:half], to: region[half:], size: size, stride: uint64(stride), mask: places - 1}
}

// Next are the places from and to which the next copy goes. They are parts of the region.
func (c *Scatter) Next() (from, to []byte) { return c.place(c.from, c.next), c.place(c.to, c.next) }

// place is where the i-th copy finds or puts its bytes.
func (c *Scatter) place(half []byte, i uint64) []byte {
	at := (i * scatterStep & c.mask) * c.stride
	return half[at : at+uint64(c.size)]
}

// Copies makes n copies.
func (c *Scatter) Copies(n int) {
	for range n {
		cpu.Copy(c.place(c.to, c.next), c.place(c.from, c.next))
		c.next++
	}
}
