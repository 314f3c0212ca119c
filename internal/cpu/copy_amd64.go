package cpu

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// longCopy is from how many bytes on REP MOVSB beats a loop of vector stores, where the processor has a fast one.
const longCopy = 2048

// fastRepMovsb tells whether the processor has a fast one. golang.org/x/sys/cpu is in the program anyway, so cpuid,
// which tells it too, is not needed here.
var fastRepMovsb = cpu.X86.HasERMS

// Copy copies src into the beginning of dst, which is at least as long and does not overlap it, in the way that suits
// memory which another processor has just read or written.
//
// Go's copy moves long blocks with vector loads and stores, whose stores first fetch each line from the other
// processor's cache only to overwrite all of it. REP MOVSB takes whole lines without fetching them; the C library's
// memcpy uses it for that reason. Source: Intel Optimization Reference Manual, 3.7.6 (REP MOVSB, no-RFO stores).
//
// Where the destination lies less than a cache line ahead of the source, modulo 4096, AMD's processors (Zen 3,
// measured) take 20 times as long for REP MOVSB, the C library's memcpy included: there the vector loop is used.
func Copy(dst, src []byte) {
	if len(src) >= longCopy {
		copyLong(dst, src)
		return
	}
	copy(dst, src)
}

// IsShort tells whether [CopyShort] copies n bytes.
func IsShort(n int) bool { return wordSize <= n && n <= shortCopy }

const (
	wordSize  = 8
	shortCopy = 64 // up to how many bytes words are copied one by one
)

// CopyShort is Copy of a short message that this processor has just written, or a part of it. It copies by words, the
// last first. A message's mark is written by words just before the message is sent. A vector load that reads a word
// which is still in the store buffer has to wait until that word reaches the cache; a load of just that word has not
// (store-to-load forwarding). And the line of the sequence word, which the other side polls, is written last, all at
// once. With vectors a round trip of 64 bytes through a slot took 1.3 times as long, in C 1.13 times (Zen 3). To copy
// out what the other side wrote use Copy: there words took 1.07 times as long.
func CopyShort(dst, src []byte) {
	dst = dst[:len(src)]
	to, from := unsafe.Pointer(unsafe.SliceData(dst)), unsafe.Pointer(unsafe.SliceData(src))
	for i := len(src) - wordSize; i > 0; i -= wordSize {
		*(*uint64)(unsafe.Add(to, i)) = *(*uint64)(unsafe.Add(from, i))
	}
	*(*uint64)(to) = *(*uint64)(from)
}

//go:noinline
func copyLong(dst, src []byte) {
	if !fastRepMovsb {
		copy(dst, src)
		return
	}
	to, from := unsafe.SliceData(dst[:len(src)]), unsafe.SliceData(src)
	if ahead := (uintptr(unsafe.Pointer(to)) - uintptr(unsafe.Pointer(from))) % 4096; 0 < ahead && ahead < 64 {
		copy(dst, src)
		return
	}
	repMovsb(to, from, uintptr(len(src)))
}

//go:noescape
func repMovsb(dst, src *byte, n uintptr)
