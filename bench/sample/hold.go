package sample

import (
	"sync"

	"ipcbench/internal/syscount"
)

// A hold keeps a counter of system calls open that counts nothing. While one is open the tracepoint stays enabled, so
// that the ends' own counters open and close quickly. To enable or disable it takes the kernel some 15 ms each, most of
// which it waits for all CPUs to notice. No time is measured while it is enabled, since that slows every system call.
var hold struct {
	sync.Mutex
	holders int
	counter *syscount.Counter // nil where the tracepoint may not be used
	closed  chan struct{}     // closed when the last counter has been closed; nil before the first
}

// HoldCounters keeps the tracepoint enabled until [LetCountersGo] has been called as often. Where the tracepoint may
// not be used it does nothing.
func HoldCounters() {
	hold.Lock()
	defer hold.Unlock()
	if hold.holders++; hold.holders > 1 {
		return
	}
	if hold.closed != nil {
		<-hold.closed
	}
	if tracepoint, err := syscount.Tracepoint(); err == nil {
		hold.counter, _ = syscount.Count(tracepoint, []int{0}) // without it the ends' counters are only slower
	}
}

// LetCountersGo begins to disable the tracepoint. A pass that is timed waits until that is done.
func LetCountersGo() {
	hold.Lock()
	defer hold.Unlock()
	if hold.holders--; hold.holders > 0 || hold.counter == nil {
		return
	}
	counter, closed := hold.counter, make(chan struct{})
	hold.counter, hold.closed = nil, closed
	go func() {
		counter.Close() // fails for no counter that was opened
		close(closed)
	}()
}

// awaitNoCounters waits until the tracepoint is disabled that was let go.
func awaitNoCounters() {
	hold.Lock()
	held, closed := hold.holders > 0, hold.closed
	hold.Unlock()
	if !held && closed != nil {
		<-closed
	}
}
