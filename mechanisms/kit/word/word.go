// Package word waits for words in shared memory: by polling, by sched_yield, by futex(2), in the ways of the wait strategies.
package word

import (
	"sync/atomic"
	"time"
	"unsafe"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
)

// Line is how far apart things lie that different sides write, in bytes: two cache lines, since the adjacent-line prefetcher fetches
// pairs. Source: Intel Optimization Reference Manual, 3.7.3.
const Line = 128

const (
	// pollsPerLook is how many polls of a word pass between two looks at whether the peer lives.
	pollsPerLook = 1 << 12
	// pollsPerClock is how many polls pass between two readings of the clock while a hybrid wait spins.
	pollsPerClock = 1 << 6
)

// A Word is a counter in shared memory that one side raises and the other waits for. Only its low 32 bits are waited
// for (a futex is 32 bits wide); what the high ones carry is the writer's affair.
type Word struct {
	Value *uint64 // written by one side only
	// Sleeper is where the waiting side says that it sleeps on this word, on a line of its own: the writer pays a wake-up
	// call only if somebody sleeps.
	Sleeper *uint32
}

// Low is the half of a word that a futex sees.
func Low(p *uint64) *uint32 { return (*uint32)(unsafe.Pointer(p)) }

// Set publishes v and everything stored before it. No order to later loads is promised.
func (w Word) Set(v uint64) { sys.StoreRelease(w.Value, v) }

// SetAndWake publishes v and wakes the other side if it sleeps. Both sides store and then load (here value then
// sleeper, in sleep sleeper then value), and Go's atomics are sequentially consistent: at least one sees the other.
func (w Word) SetAndWake(v uint64) {
	atomic.StoreUint64(w.Value, v)
	if atomic.LoadUint32(w.Sleeper) != 0 {
		sys.FutexWake(Low(w.Value))
	}
}

// Reached tells whether the low half is want. The load is an acquire: what was stored before Set is visible after it.
func (w Word) Reached(want uint32) bool { return uint32(atomic.LoadUint64(w.Value)) == want }

// Await returns when the low half of the word is want, or the peer is gone and will not write it any more.
func (w Word) Await(want uint32, wait mechanisms.Wait, peer *mechanisms.Peer) error {
	if w.Reached(want) {
		return nil
	}
	switch wait {
	case mechanisms.Spin:
		return w.spin(want, peer)
	case mechanisms.Yield:
		return w.yield(want, peer)
	case mechanisms.Hybrid:
		for began := time.Now(); time.Since(began) < mechanisms.HybridSpin; {
			for range pollsPerClock {
				sys.Pause()
				if w.Reached(want) {
					return nil
				}
			}
		}
	}
	return w.sleep(want, peer)
}

// spin is called after a first look, and pauses before the next: two in a row take the line from the writer just as it writes,
// which cost 7 % of a round trip of 64 bytes on AMD's Zen 3.
func (w Word) spin(want uint32, peer *mechanisms.Peer) error {
	for i := 1; ; i++ {
		sys.Pause()
		if w.Reached(want) {
			return nil
		}
		if i%pollsPerLook == 0 && peer.Gone() {
			return w.last(want)
		}
	}
}

func (w Word) yield(want uint32, peer *mechanisms.Peer) error {
	for i := 1; ; i++ {
		if w.Reached(want) {
			return nil
		}
		sys.Yield()
		if i%pollsPerLook == 0 && peer.Gone() {
			return w.last(want)
		}
	}
}

func (w Word) sleep(want uint32, peer *mechanisms.Peer) error {
	for {
		seen := uint32(atomic.LoadUint64(w.Value))
		if seen == want {
			return nil
		}
		if err := SleepOn(Low(w.Value), seen, w.Sleeper, peer); err != nil {
			if w.Reached(want) { // what the peer wrote before it went still counts
				return nil
			}
			return err
		}
	}
}

// last is the answer when the peer is gone: what it wrote before it went still counts.
func (w Word) last(want uint32) error {
	if w.Reached(want) {
		return nil
	}
	return mechanisms.ErrPeerGone
}
