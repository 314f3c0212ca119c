package slots

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/unix"
)

// line is two cache lines: the adjacent-line prefetcher fetches pairs.
const line = 128

// A lonely is a word on a pair of cache lines of its own.
type lonely struct {
	word uint64
	_    [line - 8]byte
}

// A Memory is what the two ends share. Of each pair of words, one belongs to each end, which alone writes it; of the
// slots only where there is one for each direction.
type Memory struct {
	slot  [2]lonely // a message: its number and its writer, as made by message; 0 before the first
	taken [2]lonely // the number of the last message that the end has taken
	sent  [2]lonely // how many messages the end has sent
	seen  [2]lonely // how many messages the end has seen, as of the last meeting
	met   [2]lonely // how often the end has come to a meeting
}

// Bytes is how long a file must be that [Map] maps.
const Bytes = int(unsafe.Sizeof(Memory{}))

// Map maps the memory of a file, which is zero in a new one. It lies outside the Go heap, as
// [ipcbench/internal/cpu.StoreRelease] wants it.
func Map(fd int) (*Memory, error) {
	m, err := unix.Mmap(fd, 0, Bytes, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED|unix.MAP_POPULATE)
	if err != nil {
		return nil, fmt.Errorf("mmap: %w", err)
	}
	return (*Memory)(unsafe.Pointer(unsafe.SliceData(m))), nil
}
