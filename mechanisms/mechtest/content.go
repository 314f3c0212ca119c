package mechtest

import (
	"testing"
	"time"

	"ipcbench/mechanisms"

	"pgregory.net/rapid"
)

const (
	// largestTried is the largest message that the suite tries: more than any pipe or socket holds at once.
	largestTried = 3 << 20
	// bytesTried bounds what one property example moves.
	bytesTried = 4 << 20
	// manyBytes bounds what many small messages are together: of some mechanisms even the smallest are long.
	manyBytes = 64 << 20
	// largeFor is how long large messages are tried. A mechanism that needs a tenth of it for one, where others need a
	// millisecond, moves only a few.
	largeFor = 2 * time.Second
)

// largest is the largest message of s that is tried.
func (s subject) largest() int {
	if s.traits.Largest > 0 {
		return min(s.traits.Largest, largestTried)
	}
	return largestTried
}

// size is want, or the nearest size that the mechanism carries.
func (s subject) size(want int) int {
	if s.traits.Number {
		return mechanisms.NumberSize
	}
	return max(min(want, s.largest()), s.traits.Smallest)
}

// anySize draws a message size from 1 byte to the largest: each order of magnitude as often as the others, and often
// near a power of two, where cache lines, pages and buffers end.
func (s subject) anySize(largest int) *rapid.Generator[int] {
	if s.traits.Number {
		return rapid.Just(mechanisms.NumberSize)
	}
	return rapid.Custom(func(t *rapid.T) int {
		bits := 0
		for 1<<(bits+1) <= largest {
			bits++
		}
		power := 1 << rapid.IntRange(0, bits).Draw(t, "power of two")
		if rapid.Bool().Draw(t, "around it") {
			return s.size(min(max(power+rapid.IntRange(-1, 1).Draw(t, "off by"), 1), largest))
		}
		return s.size(rapid.IntRange(1, min(2*power, largest)).Draw(t, "size"))
	})
}

// keepsOrderAndContent: whatever the sizes and bytes, in both directions, each message arrives once, whole and in
// order.
func keepsOrderAndContent(t *testing.T, s subject) {
	st := raise(t, s, s.largest())
	defer st.close()
	began := time.Now()
	rapid.Check(t, func(r *rapid.T) {
		largest := s.largest()
		if rapid.IntRange(0, 9).Draw(r, "small only") > 0 || time.Since(began) > largeFor {
			largest = min(largest, 10_000)
		}
		sizes := rapid.SliceOfN(s.anySize(largest), 1, 20).Draw(r, "sizes")
		total := 0
		for i, size := range sizes {
			if total += size; total > bytesTried {
				sizes = sizes[:max(i, 1)]
				break
			}
		}
		from := rapid.SampledFrom(mechanisms.Sides[:]).Draw(r, "from")
		st.exchange(from, sizes, rapid.Uint64().Draw(r, "seed"))
	})
}

// movesWholeMessages: messages arrive whole that are far larger than any kernel buffer, so that the reader gets them in
// parts and the writer has to wait in between; and so do many small ones that fill the buffers before anybody reads.
func movesWholeMessages(t *testing.T, s subject) {
	largest := s.size(largestTried)
	st := raise(t, s, largest)
	defer st.close()
	for _, from := range mechanisms.Sides {
		began := time.Now()
		st.exchange(from, []int{largest}, 1)
		if time.Since(began) < largeFor/10 {
			st.exchange(from, []int{largest, largest, largest}, 1)
		}
		many := make([]int, min(512, 1+manyBytes/s.size(1)))
		for i := range many {
			many[i] = s.size(1 + i)
		}
		st.exchange(from, many, 2)
	}
}

// carriesBothDirectionsAtOnce: each side sends before it receives, so that a channel whose sides must take turns would
// come to a stop.
func carriesBothDirectionsAtOnce(t *testing.T, s subject) {
	if s.traits.Direction == mechanisms.HalfDuplex {
		t.Skip("half-duplex: the two sides take turns")
	}
	if s.traits.Rendezvous {
		t.Skip("rendezvous: what nobody receives is not sent")
	}
	size := []int{s.size(64)}
	st := raise(t, s, size[0])
	defer st.close()
	for i := range uint64(20) {
		st.both(command{Do: doSend, Sizes: size, Seed: i}, command{Do: doSend, Sizes: size, Seed: i + 100})
		st.both(command{Do: doRecv, Sizes: size, Seed: i + 100}, command{Do: doRecv, Sizes: size, Seed: i})
	}
}

// handsOverWhenItReceives: what a Link holds back is on its way as soon as its side waits for an answer. Where nothing
// comes for a while, another pair, which does call Flush, shows how long that takes on this machine now.
func handsOverWhenItReceives(t *testing.T, s subject) {
	if s.traits.Direction == mechanisms.HalfDuplex || s.traits.Rendezvous {
		t.Skip("what is sent is received before Send returns")
	}
	size := []int{s.size(64)}
	st := raise(t, s, size[0])
	defer st.close()
	for i := range uint64(20) {
		st.one(mechanisms.A, command{Do: doHold, Sizes: size, Seed: i})
		st.tell(mechanisms.A, command{Do: doRecv, Sizes: size, Seed: i + 100})
		st.tell(mechanisms.B, command{Do: doRecv, Sizes: size, Seed: i})
		got, ok := st.await(impatience, mechanisms.B)
		if !ok {
			witness := raise(t, s, size[0])
			for k := range uint64(20) {
				witness.exchange(mechanisms.A, size, k)
			}
			witness.close()
			if got, ok = st.await(2*impatience, mechanisms.B); !ok {
				t.Fatalf("side A waits for an answer and still holds its message back, "+
					"while another pair that called Flush exchanged 20: Recv must hand over what Send held (%s)",
					st.progress())
			}
		}
		st.well(got)
		st.tell(mechanisms.B, command{Do: doSend, Sizes: size, Seed: i + 100})
		st.well(st.outcomes(patience, mechanisms.A, mechanisms.B))
	}
}
