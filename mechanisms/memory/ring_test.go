package memory

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"ipcbench/mechanisms"

	"pgregory.net/rapid"
)

// A model of a ring is a queue: whatever is sent, of whatever sizes, in place or copied, comes out once, whole and in
// order, and is there as soon as it is sent, or flushed. Both ends are of this process, so nothing may have to wait.
func TestRingIsAQueue(t *testing.T) {
	for _, m := range []Ring{{}, {Batch: true}, {InPlace: true}} {
		t.Run(m.Traits().Name, func(t *testing.T) { rapid.Check(t, func(t *rapid.T) { ringIsAQueue(t, m) }) })
	}
}

func ringIsAQueue(t *rapid.T, m Ring) {
	largest := rapid.SampledFrom([]int{1, 8, 64, 1000, longMessages, 20_000, 100_000}).Draw(t, "largest")
	wait := rapid.SampledFrom(m.Traits().Waits).Draw(t, "wait")
	ends := openBoth(t, m, largest, wait)
	defer ends[0].Close()
	defer ends[1].Close()
	type message struct {
		content []byte
		bytes   int // of its record
	}
	var queues [2][]message // by the sender
	var underWay [2]int     // bytes of records
	half := m.layout(largest).capacity / 2
	content := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
	for range rapid.IntRange(1, 300).Draw(t, "steps") {
		side := rapid.IntRange(0, 1).Draw(t, "sender")
		from, to := ends[side], ends[1-side]
		inPlace := m.InPlace && rapid.Bool().Draw(t, "in place")
		if rapid.Bool().Draw(t, "send") {
			size := rapid.OneOf(
				rapid.Just(min(8, largest)), rapid.IntRange(1, largest), rapid.Just(largest),
			).Draw(t, "size")
			if underWay[side] > 0 && underWay[side]+record(size) > half {
				continue // what a consumer took shows a quarter of the ring late
			}
			p := make([]byte, size)
			for i := range p {
				p[i] = byte(content.Uint32())
			}
			queues[side] = append(queues[side], message{bytes.Clone(p), record(size)})
			underWay[side] += record(size)
			if inPlace {
				room := must(from.(mechanisms.Viewer).Reserve(size))(t)
				copy(room, p)
				check(t, from.(mechanisms.Viewer).Commit())
			} else {
				check(t, from.Send(p))
			}
			clear(p)
			continue
		}
		if len(queues[side]) == 0 {
			continue
		}
		if f, ok := from.(mechanisms.Flusher); ok {
			check(t, f.Flush())
		}
		want := queues[side][0]
		queues[side], underWay[side] = queues[side][1:], underWay[side]-want.bytes
		got := make([]byte, len(want.content))
		if inPlace {
			got = bytes.Clone(must(to.(mechanisms.Viewer).View(len(want.content)))(t))
			check(t, to.(mechanisms.Viewer).Release())
		} else {
			check(t, to.Recv(got))
		}
		if !bytes.Equal(got, want.content) {
			t.Fatalf("a message of %d bytes came out changed", len(got))
		}
	}
}

// openBoth opens both ends in this process.
func openBoth(t *rapid.T, m mechanisms.Mechanism, size int, wait mechanisms.Wait) (ends [2]mechanisms.Link) {
	p := &mechanisms.Preparation{Size: size, Wait: wait}
	check(t, m.Prepare(p))
	for _, s := range mechanisms.Sides {
		e := &mechanisms.End{
			Side: s, Size: size, Wait: wait, Peer: new(mechanisms.Peer), FDs: p.FDs(s), Values: p.Values(),
		}
		ends[s] = must(m.Open(e))(t)
	}
	return ends
}

func check(t *rapid.T, err error) {
	if err != nil {
		t.Fatal(err)
	}
}

func must[T any](v T, err error) func(*rapid.T) T {
	return func(t *rapid.T) T {
		check(t, err)
		return v
	}
}
