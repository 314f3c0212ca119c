package worker

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
)

// mark is the mark of message number seq: the low half of the number, and a hash of it, so that a damaged mark is not
// mistaken for the mark of another message. It is below 1<<63 - 1, so that mechanisms that carry numbers can carry
// it.
func mark(seq uint64) uint64 {
	low := uint32(seq)
	return uint64(low) | uint64(low*0x9E3779B1>>1)<<32
}

// genuine tells whether m is the mark of some message.
func genuine(m uint64) bool { return m == mark(m) }

// number is the number of the message whose mark is m. A mark has only the low half of the number; near is a number
// close to it, from which the high half follows.
func number(m, near uint64) uint64 {
	return near + uint64(int64(int32(uint32(m)-uint32(near))))
}

// NewMessage makes the buffer of a message of size bytes. The capacity behind a short message has room for a whole
// mark.
func NewMessage(size int) []byte { return make([]byte, size, max(size, MarkSize)) }

// MarkSize is the size of a mark in bytes.
const MarkSize = 8

// Marks are the places of the mark in the buffer of a message. A message carries its mark in its first 8 bytes, and
// from 16 bytes on in its last 8 as well, so that a message that was cut short or torn is noticed. A message shorter
// than 8 bytes carries the low bytes of the mark.
type Marks struct {
	head, tail *[MarkSize]byte // the same if the mark stands there once
	mask       uint64          // the bits that the message carries
}

// MarksOf are the places of the mark in p, a buffer made by [NewMessage] or one of at least 8 bytes. They refer to p
// and do not copy it.
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

// Stamp writes the mark of message number seq into the buffer.
func (m *Marks) Stamp(seq uint64) {
	v := mark(seq)
	binary.LittleEndian.PutUint64(m.head[:], v)
	binary.LittleEndian.PutUint64(m.tail[:], v)
}

// Carry tells whether the buffer has the mark of message number seq.
func (m *Marks) Carry(seq uint64) bool {
	v := mark(seq)
	head, tail := binary.LittleEndian.Uint64(m.head[:]), binary.LittleEndian.Uint64(m.tail[:])
	return ((head^v)|(tail^v))&m.mask == 0
}

// SameContent tells whether p and content are equal between their marks. It is true if content is nil.
func SameContent(p, content []byte) bool { return content == nil || equalContent(p, content) }

func equalContent(p, content []byte) bool {
	from, to := contentOf(len(p))
	return bytes.Equal(p[from:to], content[from:to])
}

// contentOf is the range between the marks of a message of size bytes.
func contentOf(size int) (from, to int) {
	switch {
	case size < 8:
		return size, size
	case size < 16:
		return 8, size
	}
	return 8, size - 8
}

// Fill writes a whole message into p, a buffer made by [NewMessage]: pseudo-random content that depends on seed and
// seq, and the mark of message number seq.
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
