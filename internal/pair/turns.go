package pair

import (
	"sync/atomic"

	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// Turns are how the two sides of a mechanism meet where one process runs both.
//
// Those of a mechanism that sleeps where the Go runtime does not know of it must not meet in channels. A goroutine that
// is made ready waits on the P of who made it so for another P to take it; that there is none, because the other is
// just going idle, can happen at any time (in runtime/proc.go handoffp and wakep then each take the other for a thread
// that looks for work). The runtime counts on him to come back for it, and he sleeps until the other side has done
// something. So both sides stay running: they yield to each other, in a call that the runtime knows of, as it may want
// to stop the world.
type Turns struct {
	channels bool
	given    [2]atomic.Int64
	taken    [2]int64 // each by its side alone
	turns    [2]chan struct{}
}

// NewTurns makes those of a mechanism; managed is its trait.
func NewTurns(managed bool) *Turns {
	return &Turns{channels: managed, turns: [2]chan struct{}{make(chan struct{}, 1), make(chan struct{}, 1)}}
}

// Give gives a side one turn more. What was written before it is seen after [Turns.Take]. Of a managed mechanism only
// one that has not been taken may wait.
func (t *Turns) Give(side mechanisms.Side) {
	if t.channels {
		t.turns[side] <- struct{}{}
		return
	}
	t.given[side].Add(1)
}

// Take waits for the next turn of a side, which calls it.
func (t *Turns) Take(side mechanisms.Side) {
	if t.channels {
		<-t.turns[side]
		return
	}
	t.taken[side]++
	for t.given[side].Load() < t.taken[side] {
		unix.Syscall(unix.SYS_SCHED_YIELD, 0, 0, 0)
	}
}
