package memory

import (
	"testing"

	"ipcbench/mechanisms/kit/word"

	"pgregory.net/rapid"
)

// The layout keeps what different sides write on lines of their own, and the sequence word on the line of the first 56
// bytes of the payload.
func TestLayout(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(1, 1<<20).Draw(t, "size")
		at := layout(size)
		type span struct{ from, to int }
		var spans []span
		for d := range 2 {
			spans = append(spans,
				span{at.slot[d], at.slot[d] + 8 + size}, span{at.taken[d], at.taken[d] + 8},
				span{at.sleeper[d], at.sleeper[d] + 4}, span{at.blocked[d], at.blocked[d] + 4})
			if at.slot[d]%word.Line != 0 {
				t.Fatalf("slot %d does not begin a line: %d", d, at.slot[d])
			}
		}
		if message := at.payload + size; (at.beside > 0) != (at.payload == 8 && 64 < message && message <= 128) ||
			at.beside >= message {
			t.Fatalf("%d bytes behind %d: a waiter also looks at %d", size, at.payload, at.beside)
		}
		for i, a := range spans {
			if a.to > at.total {
				t.Fatalf("%v lies beyond the end %d", a, at.total)
			}
			for j, b := range spans {
				if i != j && a.from/word.Line <= (b.to-1)/word.Line && b.from/word.Line <= (a.to-1)/word.Line {
					t.Fatalf("%v and %v share a line", a, b)
				}
			}
		}
	})
}
