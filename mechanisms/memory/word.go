package memory

import (
	"sync/atomic"
	"time"
	"unsafe"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
)

const (
	// pollsPerLook is how many polls of a word pass between two looks at whether the peer lives.
	pollsPerLook = 1 << 12
	// pollsPerClock is how many polls pass between two readings of the clock while a hybrid wait spins.
	pollsPerClock = 1 << 6
)

// A word is a counter in shared memory that one side raises and the other waits for. Only its low 32 bits are waited
// for (a futex is 32 bits wide); what the high ones carry is the writer's affair.
type word struct {
	value *uint64 // written by one side only
	// sleeper is where the waiting side says that it sleeps on this word, on a line of its own: the writer pays a wake-up
	// call only if somebody sleeps.
	sleeper *uint32
}

// low is the half of the word that a futex sees.
func (w word) low() *uint32 { return (*uint32)(unsafe.Pointer(w.value)) }

// set publishes v and everything stored before it. No order to later loads is promised.
func (w word) set(v uint64) { sys.StoreRelease(w.value, v) }

// setAndWake publishes v and wakes the other side if it sleeps. Both sides store and then load (here value then
// sleeper, in sleep sleeper then value), and Go's atomics are sequentially consistent: at least one sees the other.
func (w word) setAndWake(v uint64) {
	atomic.StoreUint64(w.value, v)
	if atomic.LoadUint32(w.sleeper) != 0 {
		sys.FutexWake(w.low())
	}
}

// reached tells whether the low half is want. The load is an acquire: what was stored before set is visible after it.
func (w word) reached(want uint32) bool { return uint32(atomic.LoadUint64(w.value)) == want }

// await returns when the low half of the word is want, or the peer is gone and will not write it any more.
func (w word) await(want uint32, wait mechanisms.Wait, peer *mechanisms.Peer) error {
	if w.reached(want) {
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
				if w.reached(want) {
					return nil
				}
			}
		}
	}
	return w.sleep(want, peer)
}

// spin is called after a first look, and pauses before the next: two in a row take the line from the writer just as it writes,
// which cost 7 % of a round trip of 64 bytes on AMD's Zen 3.
func (w word) spin(want uint32, peer *mechanisms.Peer) error {
	for i := 1; ; i++ {
		sys.Pause()
		if w.reached(want) {
			return nil
		}
		if i%pollsPerLook == 0 && peer.Gone() {
			return w.last(want)
		}
	}
}

func (w word) yield(want uint32, peer *mechanisms.Peer) error {
	for i := 1; ; i++ {
		if w.reached(want) {
			return nil
		}
		sys.Yield()
		if i%pollsPerLook == 0 && peer.Gone() {
			return w.last(want)
		}
	}
}

func (w word) sleep(want uint32, peer *mechanisms.Peer) error {
	for {
		seen := uint32(atomic.LoadUint64(w.value))
		if seen == want {
			return nil
		}
		if err := sleepOn(w.low(), seen, w.sleeper, peer); err != nil {
			if w.reached(want) { // what the peer wrote before it went still counts
				return nil
			}
			return err
		}
	}
}

// last is the answer when the peer is gone: what it wrote before it went still counts.
func (w word) last(want uint32) error {
	if w.reached(want) {
		return nil
	}
	return mechanisms.ErrPeerGone
}
