// Package turns lets the ends of a mechanism that run in one process take turns.
package turns

import (
	"sync/atomic"

	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// Turns are the turns of some ends, each in a goroutine of its own.
//
// The ends of a mechanism that sleeps in calls that the Go runtime does not know of must not meet in channels. A
// goroutine that becomes ready waits, on the P of the goroutine that made it ready, for another P to take it. It can
// happen at any time that no P does, because the other one is just going idle (in runtime/proc.go handoffp and wakep
// then each take the other for a thread that looks for work). The runtime expects that the first goroutine will call
// the scheduler soon, but that sleeps until the other end has done something. So all ends stay running: they yield to
// each other, by a call that the runtime knows of, as it may want to stop the world.
type Turns struct {
	channels []chan struct{} // of each end; nil where they may not be used
	given    []atomic.Int64  // to each end
	taken    []int64         // by each end, which alone writes it
}

// New makes the turns of so many ends of a mechanism. managed is its trait: the Go runtime knows where it sleeps.
func New(ends int, managed bool) *Turns {
	t := &Turns{given: make([]atomic.Int64, ends), taken: make([]int64, ends)}
	if managed {
		for range ends {
			t.channels = append(t.channels, make(chan struct{}, 1))
		}
	}
	return t
}

// Give gives an end one turn more. What was written before it is seen after [Turns.Take]. Of a managed mechanism, an
// end may have only one turn that it has not taken yet.
func (t *Turns) Give(to mechanisms.Side) {
	if t.channels != nil {
		t.channels[to] <- struct{}{}
		return
	}
	t.given[to].Add(1)
}

// Take waits for the next turn of an end, which calls it.
func (t *Turns) Take(end mechanisms.Side) {
	if t.channels != nil {
		<-t.channels[end]
		return
	}
	t.taken[end]++
	for t.given[end].Load() < t.taken[end] {
		unix.Syscall(unix.SYS_SCHED_YIELD, 0, 0, 0)
	}
}
