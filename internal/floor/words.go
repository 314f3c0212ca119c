package floor

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Words are what the two sides of a step share: a number from each to the other, which is one higher each op. Each lies
// on a pair of cache lines of its own, since the adjacent-line prefetcher fetches pairs.
//
// The functions of both sides take how many ops have been done with these words before, do n more, and return the sum.
// They store it in *progress after each op, by a plain store, so that others can see how far they are.
type Words struct {
	toB uint64
	_   [120]byte
	toA uint64
	_   [120]byte
}

// WordsBytes is how long a file must be that [MapWords] maps.
const WordsBytes = int(unsafe.Sizeof(Words{}))

// MapWords maps the words of a file, which are zero in a new one; or new ones, for the threads of one process, if fd is
// -1. They lie outside the Go heap, as [ipcbench/internal/cpu.StoreRelease] wants it.
func MapWords(fd int) (*Words, error) {
	flags := unix.MAP_SHARED | unix.MAP_POPULATE
	if fd < 0 {
		flags |= unix.MAP_ANONYMOUS
	}
	m, err := unix.Mmap(fd, 0, WordsBytes, unix.PROT_READ|unix.PROT_WRITE, flags)
	if err != nil {
		return nil, fmt.Errorf("mmap: %w", err)
	}
	return (*Words)(unsafe.Pointer(unsafe.SliceData(m))), nil
}

// WordsIn are words in memory that is mapped already: [WordsBytes] that are zero, from the beginning of a cache line
// on.
func WordsIn(mapped []byte) *Words { return (*Words)(unsafe.Pointer(&mapped[:WordsBytes][0])) }

// Unmap takes the words out of this process's memory.
func (w *Words) Unmap() error {
	return unix.Munmap(unsafe.Slice((*byte)(unsafe.Pointer(w)), WordsBytes))
}
