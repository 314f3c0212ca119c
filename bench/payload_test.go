package bench

import (
	"bytes"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestMarks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seq := rapid.Uint64Max(math.MaxInt64).Draw(t, "seq")
		size := rapid.IntRange(1, 300).Draw(t, "size")
		p := newMessage(size)
		at := marksOf(p)
		at.stamp(seq)
		if !at.carry(seq) {
			t.Fatalf("a stamped message of %d bytes does not carry its number", size)
		}
		if size < 8 {
			return
		}
		m := mark(seq)
		if m >= math.MaxInt64 || !genuine(m) || number(m, seq+uint64(rapid.IntRange(-1000, 1000).Draw(t, "off"))) != seq {
			t.Fatalf("mark %x of %d", m, seq)
		}
		for _, at := range []int{0, size - 1} {
			if at >= 8 && at < size-8 || size < 16 && at >= 8 {
				continue
			}
			q := newMessage(size)
			copy(q, p)
			q[at] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
			if m := marksOf(q); m.carry(seq) {
				t.Fatalf("a flipped bit in byte %d of %d is not noticed", at, size)
			}
		}
	})
}

func TestFillDiffersByMessageAndSide(t *testing.T) {
	a, b, c := newMessage(41), newMessage(41), newMessage(41)
	fill(a, 0, 7)
	fill(b, 0, 8)
	fill(c, 1, 7)
	if bytes.Equal(a, b) || bytes.Equal(a, c) {
		t.Error("two messages with the same content")
	}
	fill(b, 0, 7)
	if !bytes.Equal(a, b) {
		t.Error("the content is not a function of side and number")
	}
}
