package worker

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
)

// mark is what message number seq carries: the number's low half, and a hash of it, so that a damaged mark is not taken
// for that of another message. It is below 1<<63 - 1, so that mechanisms that carry a number carry it.
func mark(seq uint64) uint64 {
	low := uint32(seq)
	return uint64(low) | uint64(low*0x9E3779B1>>1)<<32
}

// genuine tells whether m is the mark of some message.
func genuine(m uint64) bool { return m == mark(m) }

// number is that of the message whose mark is m, given one near it: marks carry only the low half.
func number(m, near uint64) uint64 {
	return near + uint64(int64(int32(uint32(m)-uint32(near))))
}

// NewMessage makes the buffer of a message of size bytes, with room behind a short one for a whole mark.
func NewMessage(size int) []byte { return make([]byte, size, max(size, MarkSize)) }

// MarkSize is how many bytes a mark has.
const MarkSize = 8

// Marks are the places of a message's mark: its first 8 bytes, and from 16 bytes on its last 8 as well, so that a
// message cut short or torn shows. A shorter message than 8 bytes carries the low ones.
type Marks struct {
	head, tail *[MarkSize]byte // the same if there is one mark
	mask       uint64          // the bits that the message carries
}

// MarksOf are those of a message that [NewMessage] made.
func MarksOf(p []byte) Marks {
	head := (*[MarkSize]byte)(p[:MarkSize])
	m := Marks{head, head, ^uint64(0)}
	if len(p) >= 2*MarkSize {
		m.tail = (*[MarkSize]byte)(p[len(p)-MarkSize:])
	}
	if len(p) < MarkSize {
		m.mask = 1<<(8*len(p)) - 1
	}
	return m
}

// Stamp writes the mark of message number seq.
func (m *Marks) Stamp(seq uint64) {
	v := mark(seq)
	binary.LittleEndian.PutUint64(m.head[:], v)
	binary.LittleEndian.PutUint64(m.tail[:], v)
}

// Carry tells whether the mark is that of message number seq.
func (m *Marks) Carry(seq uint64) bool {
	v := mark(seq)
	head, tail := binary.LittleEndian.Uint64(m.head[:]), binary.LittleEndian.Uint64(m.tail[:])
	return ((head^v)|(tail^v))&m.mask == 0
}

// SameContent compares what lies between the marks, unless content is nil.
func SameContent(p, content []byte) bool { return content == nil || equalContent(p, content) }

func equalContent(p, content []byte) bool {
	from, to := contentOf(len(p))
	return bytes.Equal(p[from:to], content[from:to])
}

// contentOf is where the marks of a message of size bytes leave off and begin.
func contentOf(size int) (from, to int) {
	switch {
	case size < 8:
		return size, size
	case size < 16:
		return 8, size
	}
	return 8, size - 8
}

// Fill makes in p, which [NewMessage] made, the content of message number seq of a stream of messages that seed stands
// for: random, other for each message, and with its marks.
func Fill(p []byte, seed, seq uint64) {
	r := rand.NewPCG(seed, seq)
	i := 0
	for ; i+8 <= len(p); i += 8 {
		binary.LittleEndian.PutUint64(p[i:], r.Uint64())
	}
	if i < len(p) {
		var last [8]byte
		binary.LittleEndian.PutUint64(last[:], r.Uint64())
		copy(p[i:], last[:])
	}
	m := MarksOf(p)
	m.Stamp(seq)
}
