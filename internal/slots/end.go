package slots

import (
	"errors"
	"sync/atomic"

	"ipcbench/internal/cpu"
	"ipcbench/internal/sys"
)

// ErrGone is the error of an end whose other end has ended.
var ErrGone = errors.New("the other end has ended")

// An End is one of the two ends. It counts how many messages it has sent, and how many of the other end's it has seen.
type End struct {
	// Yields says that the ends share a CPU: whoever waits gives it to the other.
	Yields bool
	// Gone tells whether the other end has ended.
	Gone func() bool

	memory     *Memory
	two        bool    // a slot for each direction
	progress   *uint64 // how many messages this end has sent, for others to read meanwhile
	side       int
	out, in    *uint64 // the slots that this end writes and reads
	sent, seen uint64
	last       uint64 // the last message of the other end that this one has seen
	meetings   uint64
}

// NewEnd is the end of a side, 0 or 1. two says that each direction has a slot of its own, whose writer waits until its
// last message has been taken. After each message the end stores in *progress how many it has sent.
func NewEnd(m *Memory, side int, two bool, progress *uint64) *End {
	e := &End{Gone: func() bool { return false }, memory: m, two: two, progress: progress, side: side}
	e.out, e.in = &m.slot[0].word, &m.slot[0].word
	if two {
		e.out, e.in = &m.slot[side].word, &m.slot[1-side].word
	}
	return e
}

// message is message number n of a side, as it stands in a slot. No two are the same.
func message(n uint64, side int) uint64 { return n<<1 | uint64(side) }

// Sent is how many messages this end has sent, and the other one too, between two calls of [End.Exchange].
func (e *End) Sent() uint64 { return e.sent }

// Seen is how many messages both ends together have seen, as of the last meeting.
func (e *End) Seen() uint64 {
	return atomic.LoadUint64(&e.memory.seen[0].word) + atomic.LoadUint64(&e.memory.seen[1].word)
}

// Exchange sends n messages, while the other end does the same, and looks for those of the other. It returns when the
// other end has sent as many as this one, and goes on looking until then.
func (e *End) Exchange(n int) error {
	if e.two {
		return e.handOver(n)
	}
	e.overwrite(n)
	return e.await(&e.memory.sent, e.sent)
}

// overwrite is the loop of one slot: a look for what the other end has written, and a message of its own over whatever
// is there.
func (e *End) overwrite(n int) {
	for range n {
		e.look()
		e.write()
	}
}

// handOver is the loop of two slots. It ends when the last of n messages has arrived each way.
func (e *End) handOver(n int) error {
	goal := e.sent + uint64(n)
	for looks := 1; e.sent < goal || e.last>>1 < goal; looks++ {
		e.look()
		if e.sent < goal && e.taken() {
			e.write()
		}
		if err := e.wait(looks); err != nil {
			return err
		}
	}
	return nil
}

// taken tells whether the other end has taken the last message of this one.
func (e *End) taken() bool { return atomic.LoadUint64(&e.memory.taken[1-e.side].word) == e.sent }

// write writes the next message, whatever is in the slot. It is there before this end looks again: the store is a full
// fence. A plain one would lie in the store buffer, from which the next look would read it back.
func (e *End) write() {
	e.sent++
	atomic.StoreUint64(e.out, message(e.sent, e.side))
	cpu.StoreRelease(&e.memory.sent[e.side].word, e.sent)
	*e.progress = e.sent
}

// look sees what is in the slot. If that is a message of the other end that was not there before, it counts it and says
// that it is taken.
func (e *End) look() {
	v := atomic.LoadUint64(e.in)
	if v == 0 || int(v&1) == e.side || v == e.last {
		return
	}
	e.last = v
	e.seen++
	cpu.StoreRelease(&e.memory.taken[e.side].word, v>>1)
}

// Finish is Exchange for the last n messages of a pass: both ends then look once more, when neither writes any more. So
// the last message is not taken for lost.
func (e *End) Finish(n int) error {
	if err := e.Exchange(n); err != nil {
		return err
	}
	if err := e.Meet(); err != nil {
		return err
	}
	e.look()
	return e.Meet()
}

// Meet returns when both ends have called it as often. What they had seen when they called it is in [End.Seen]
// afterwards. Whoever waits goes on looking.
func (e *End) Meet() error {
	e.meetings++
	cpu.StoreRelease(&e.memory.seen[e.side].word, e.seen)
	cpu.StoreRelease(&e.memory.met[e.side].word, e.meetings)
	return e.await(&e.memory.met, e.meetings)
}

// await waits until the other end's word of a pair is at least n, and looks meanwhile.
func (e *End) await(pair *[2]lonely, n uint64) error {
	for looks := 1; atomic.LoadUint64(&pair[1-e.side].word) < n; looks++ {
		e.look()
		if err := e.wait(looks); err != nil {
			return err
		}
	}
	return nil
}

// askEvery is how often a waiting end looks before it asks whether the other one is there.
const askEvery = 1 << 12

// wait is a moment between two looks, the given number of them.
func (e *End) wait(looks int) error {
	if looks%askEvery == 0 && e.Gone() {
		return ErrGone
	}
	if e.Yields {
		sys.Yield()
	} else {
		cpu.Pause()
	}
	return nil
}
