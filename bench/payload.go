package bench

import (
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

// stamp writes the mark of message number seq into its first 8 bytes, and from 16 bytes on into its last 8 as well, so
// that a message cut short or torn shows. Shorter messages carry the low bytes.
func stamp(p []byte, seq uint64) {
	m := mark(seq)
	if len(p) < 8 {
		stampShort(p, m)
		return
	}
	binary.LittleEndian.PutUint64(p, m)
	if len(p) >= 16 {
		binary.LittleEndian.PutUint64(p[len(p)-8:], m)
	}
}

// carries tells whether p has the marks of message number seq.
func carries(p []byte, seq uint64) bool {
	m := mark(seq)
	if len(p) < 8 {
		return carriesShort(p, m)
	}
	return binary.LittleEndian.Uint64(p) == m && (len(p) < 16 || binary.LittleEndian.Uint64(p[len(p)-8:]) == m)
}

func stampShort(p []byte, m uint64) {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], m)
	copy(p, b[:])
}

func carriesShort(p []byte, m uint64) bool {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], m)
	return string(p) == string(b[:len(p)])
}

// fill makes the content of message number seq from one side: random, other for each message, and with its marks.
func fill(p []byte, seed, seq uint64) {
	r := rand.NewPCG(seed, seq)
	i := 0
	for ; i+8 <= len(p); i += 8 {
		binary.LittleEndian.PutUint64(p[i:], r.Uint64())
	}
	if i < len(p) {
		stampShort(p[i:], r.Uint64())
	}
	stamp(p, seq)
}
