package worker

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
		p := NewMessage(size)
		at := MarksOf(p)
		at.Stamp(seq)
		if !at.Carry(seq) {
			t.Fatalf("a stamped message of %d bytes does not carry its number", size)
		}
		if size < 8 {
			return
		}
		m := mark(seq)
		near := seq + uint64(rapid.IntRange(-1000, 1000).Draw(t, "off"))
		if m >= math.MaxInt64 || !genuine(m) || number(m, near) != seq {
			t.Fatalf("mark %x of %d", m, seq)
		}
		for _, at := range []int{0, size - 1} {
			if at >= 8 && at < size-8 || size < 16 && at >= 8 {
				continue
			}
			q := NewMessage(size)
			copy(q, p)
			q[at] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
			if m := MarksOf(q); m.Carry(seq) {
				t.Fatalf("a flipped bit in byte %d of %d is not noticed", at, size)
			}
		}
	})
}

func TestFillDiffersByMessageAndSide(t *testing.T) {
	a, b, c := NewMessage(41), NewMessage(41), NewMessage(41)
	Fill(a, 0, 7)
	Fill(b, 0, 8)
	Fill(c, 1, 7)
	if bytes.Equal(a, b) || bytes.Equal(a, c) {
		t.Error("two messages with the same content")
	}
	Fill(b, 0, 7)
	if !bytes.Equal(a, b) {
		t.Error("the content is not a function of side and number")
	}
}
