package word

import (
	"sync/atomic"
	"time"

	"ipcbench/internal/cpu"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/spin"
)

// A Waiter is how an end waits for words, and what it has learned of the waits before. Use it by value, in the Link:
// one for each direction.
type Waiter struct {
	wait   mechanisms.Wait
	peer   *mechanisms.Peer
	budget spin.Budget
}

// NewWaiter is for e's wait strategy.
func NewWaiter(e *mechanisms.End) Waiter { return Waiter{e.Wait, e.Peer, spin.New(e.Spin)} }

// hybrid is the wait of that name: it spins until the word is no more what was seen, or its budget is spent, and then
// sleeps. It returns as [SleepOn] does.
func (w *Waiter) hybrid(word *uint32, seen uint32, sleeper *uint32) error {
	var began time.Time
	if w.budget.Timed() {
		began = time.Now()
	}
	for spent := time.Duration(0); spent < w.budget.Now(); spent = time.Since(began) {
		if changesSoon(word, seen) {
			w.budget.Found(spent)
			return nil
		}
		if w.peer.Gone() {
			return mechanisms.ErrPeerGone
		}
	}
	err := SleepOn(word, seen, sleeper, w.peer)
	if w.budget.Adapts() && atomic.LoadUint32(word) != seen {
		w.budget.Slept(time.Since(began))
	}
	return err
}

// pollsPerClock is how many polls pass between two readings of the clock while a hybrid wait spins.
const pollsPerClock = 1 << 6

// changesSoon polls the word so many times, and tells whether it is no more what was seen.
func changesSoon(word *uint32, seen uint32) bool {
	for range pollsPerClock {
		cpu.Pause()
		if atomic.LoadUint32(word) != seen {
			return true
		}
	}
	return false
}
