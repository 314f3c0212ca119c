// Package word waits for words in shared memory, as each wait strategy does it: it polls them, with a CPU pause or
// sched_yield(2) between, or sleeps in futex(2).
//
// [Word.Await] waits until a word has a certain value, in the way of a [Waiter]. Where a mechanism waits for something
// else, it looks by itself and calls [Waiter.Idle] between two looks:
//
//	for polls := 0; ; polls++ {
//		taken := atomic.LoadUint64(&shared.taken)
//		if capacity-(written-taken) >= size {
//			break
//		}
//		if err := room.Idle(polls, word.Low(&shared.taken), uint32(taken), &shared.blocked); err != nil {
//			return err
//		}
//	}
//
// Nothing here allocates, or takes part in the Go runtime's scheduling: see Raw in [mechanisms.Traits]. The memory
// comes from [ipcbench/mechanisms/kit/segment].
package word

import (
	"sync/atomic"
	"unsafe"

	"ipcbench/internal/cpu"
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
)

// Waits are the strategies that a word can be waited for with.
var Waits = []mechanisms.Wait{mechanisms.Block, mechanisms.Spin, mechanisms.Yield, mechanisms.Hybrid}

// Line is how far apart things lie that different sides write, in bytes: two cache lines, since the adjacent-line
// prefetcher fetches pairs. Source: Intel Optimization Reference Manual, 3.7.3.
const Line = 128

// pollsPerLook is how many polls of a word pass between two looks at whether the other process lives. Who yields looks
// each time: on a busy machine sched_yield(2) may take milliseconds.
const pollsPerLook = 1 << 12

// A Word is a counter in shared memory that one side raises and the other waits for. Only its low 32 bits are waited
// for (a futex is 32 bits wide); what the high ones carry is the writer's affair.
type Word struct {
	Value *uint64 // written by one side only; 8-byte aligned
	// Sleeper is where the waiting side says that it sleeps on this word, on a line of its own: the writer pays a
	// wake-up call only if somebody sleeps.
	Sleeper *uint32
	// Beside, if it is not nil, is a word of the next cache line, which the writer writes before Value. Who spins loads
	// it at each poll, so that both lines come at once and not one after the other.
	Beside *uint64
}

// Low is the half of a word that a futex sees. amd64 and arm64 are little-endian, so it comes first.
func Low(p *uint64) *uint32 { return (*uint32)(unsafe.Pointer(p)) }

// Set stores v, and makes everything stored before it visible with it. It does not wake: it is for a word that is
// waited for without sleeping. No order to later loads is promised. The word lies outside Go's heap.
func (w Word) Set(v uint64) { cpu.StoreRelease(w.Value, v) }

// SetAndWake does as [Word.Set] and wakes the other side if it sleeps. Both sides store and then load (here the value
// and then the sleeper, in [SleepOn] the sleeper and then the value), and Go's atomics are sequentially consistent: at
// least one sees the other.
func (w Word) SetAndWake(v uint64) {
	atomic.StoreUint64(w.Value, v)
	if atomic.LoadUint32(w.Sleeper) != 0 {
		sys.FutexWake(Low(w.Value))
	}
}

// Publish is SetAndWake where the other side may sleep, and else Set. A Link takes sleeps from [mechanisms.Wait.Sleeps]
// when it opens.
func (w Word) Publish(v uint64, sleeps bool) {
	if sleeps {
		w.SetAndWake(v)
	} else {
		w.Set(v)
	}
}

// Reached tells whether the low half is want. The load is an acquire: what was stored before Set is visible after it.
func (w Word) Reached(want uint32) bool { return uint32(atomic.LoadUint64(w.Value)) == want }

// Await returns when the low half of the word is want, in the way of by. It returns [mechanisms.ErrPeerGone] when the
// other process has ended without making it so.
func (w Word) Await(want uint32, by *Waiter) error {
	if w.Reached(want) {
		return nil
	}
	switch by.wait {
	case mechanisms.Spin:
		return w.spin(want, by.peer)
	case mechanisms.Yield:
		return w.yield(want, by.peer)
	case mechanisms.Hybrid:
		return w.hybrid(want, by)
	}
	return w.sleep(want, by.peer)
}

// spin is called after a first look, and pauses before the next: two in a row take the line from the writer just as it
// writes, which cost 7 % of a round trip of 64 bytes on AMD's Zen 3.
func (w Word) spin(want uint32, peer *mechanisms.Peer) error {
	for i := 1; ; i++ {
		cpu.Pause()
		if w.Beside != nil {
			atomic.LoadUint64(w.Beside)
		}
		if w.Reached(want) {
			return nil
		}
		if i%pollsPerLook == 0 && peer.Gone() {
			return w.last(want)
		}
	}
}

func (w Word) yield(want uint32, peer *mechanisms.Peer) error {
	for !w.Reached(want) {
		sys.Yield()
		if peer.Gone() {
			return w.last(want)
		}
	}
	return nil
}

func (w Word) hybrid(want uint32, by *Waiter) error {
	for {
		seen := uint32(atomic.LoadUint64(w.Value))
		if seen == want {
			return nil
		}
		if err := by.hybrid(Low(w.Value), seen, w.Sleeper); err != nil {
			if w.Reached(want) { // what the peer wrote before it went still counts
				return nil
			}
			return err
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
