package bench

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

// newMessage makes the buffer of a message of size bytes, with room behind a short one for a whole mark.
func newMessage(size int) []byte { return make([]byte, size, max(size, markSize)) }

const markSize = 8

// marks are the places of a message's mark: its first 8 bytes, and from 16 bytes on its last 8 as well, so that a message cut
// short or torn shows. A shorter message than 8 bytes carries the low ones.
type marks struct {
	head, tail *[markSize]byte // the same if there is one mark
	mask       uint64          // the bits that the message carries
}

// marksOf are those of a message that newMessage made.
func marksOf(p []byte) marks {
	head := (*[markSize]byte)(p[:markSize])
	m := marks{head, head, ^uint64(0)}
	if len(p) >= 2*markSize {
		m.tail = (*[markSize]byte)(p[len(p)-markSize:])
	}
	if len(p) < markSize {
		m.mask = 1<<(8*len(p)) - 1
	}
	return m
}

// stamp writes the mark of message number seq.
func (m *marks) stamp(seq uint64) {
	v := mark(seq)
	binary.LittleEndian.PutUint64(m.head[:], v)
	binary.LittleEndian.PutUint64(m.tail[:], v)
}

// carry tells whether the mark is that of message number seq.
func (m *marks) carry(seq uint64) bool {
	v := mark(seq)
	head, tail := binary.LittleEndian.Uint64(m.head[:]), binary.LittleEndian.Uint64(m.tail[:])
	return ((head^v)|(tail^v))&m.mask == 0
}

// sameContent compares what lies between the marks, unless content is nil.
func sameContent(p, content []byte) bool { return content == nil || equalContent(p, content) }

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

// fill makes in p, which newMessage made, the content of message number seq from one side: random, other for each message, and with its marks.
func fill(p []byte, seed, seq uint64) {
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
	m := marksOf(p)
	m.stamp(seq)
}
