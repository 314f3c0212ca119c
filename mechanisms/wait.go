package mechanisms

import (
	"time"

	"ipcbench/internal/schema"
)

// Wait is how an end waits for what is not there yet. What each strategy means for a word in memory, for a descriptor
// and for a ring of completions is written once, in the packages of ipcbench/mechanisms/kit: a mechanism that uses them
// need not look at its Wait.
type Wait string

// The wait strategies.
const (
	Block  Wait = schema.Block  // sleep in the kernel
	Spin   Wait = schema.Spin   // retry without sleeping, with a CPU pause between polls of memory
	Yield  Wait = schema.Yield  // retry, with sched_yield(2) between
	Hybrid Wait = schema.Hybrid // spin for HybridSpin, then block
	Poll   Wait = schema.Poll   // epoll_wait(2), then a non-blocking call
)

// Waits are all wait strategies in reading order.
var Waits = func() (all []Wait) {
	for _, w := range schema.Waits {
		all = append(all, Wait(w.Name))
	}
	return all
}()

// Sleeps tells whether an end that waits so may sleep in the kernel: then the other end must wake it.
func (w Wait) Sleeps() bool { return w == Block || w == Hybrid || w == Poll }

// HybridSpin is how long [Hybrid] spins before it blocks: about what a block and a wake-up across CPUs cost on the
// machines we know, so that a wait never costs more than twice what hindsight would have paid.
// Source: Karlin, Manasse, McGeoch, Owicki: Competitive randomized algorithms for non-uniform problems, SODA 1990.
const HybridSpin = 50 * time.Microsecond
