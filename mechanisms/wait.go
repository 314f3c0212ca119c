package mechanisms

import "ipcbench/internal/schema"

// Wait is how an end waits for what is not there yet. What each strategy means for a word in memory, for a descriptor
// and for a ring of completions is written once, in the packages of ipcbench/mechanisms/kit: a mechanism that uses them
// need not look at its Wait.
type Wait string

// The wait strategies.
const (
	Block  Wait = schema.Block  // sleep in the kernel
	Spin   Wait = schema.Spin   // retry without sleeping, with a CPU pause between polls of memory
	Yield  Wait = schema.Yield  // retry, with sched_yield(2) between
	Hybrid Wait = schema.Hybrid // spin for the End's SpinTime, then block
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
