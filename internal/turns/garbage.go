package turns

import (
	"runtime"
	"runtime/metrics"
)

// garbageMost is how many bytes of the Go heap rounds may take before they are collected.
const garbageMost = 1 << 30

// A Collector has the Go runtime collect garbage between rounds, where it does not do so by itself: while an end sleeps
// in a system call that the runtime does not know of, it could not stop the world. One end has it, and may call it only
// while all others take their turns, or are about to. Rounds that take little are never interrupted.
type Collector struct {
	every int // how many rounds may take garbageMost
	since int // rounds since the last collection
}

// Begin collects, and has round, which makes one round, show how much a round takes.
func (c *Collector) Begin(round func() error) error {
	runtime.GC()
	before := HeapTaken()
	err := round()
	*c = Collector{every: int(garbageMost/(HeapTaken()-before+1)) + 1}
	return err
}

// Next is called before each round.
func (c *Collector) Next() {
	if c.since++; c.since == c.every {
		c.since = 0
		runtime.GC()
	}
}

// HeapTaken is how many bytes of the Go heap this process has allocated so far.
func HeapTaken() uint64 {
	s := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}
