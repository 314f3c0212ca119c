package pattern

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"ipcbench/bench/worker"
	"ipcbench/internal/host"
	"ipcbench/internal/sys"

	"golang.org/x/sys/unix"
)

// copyBytes is about how many bytes are copied between two words of progress.
const copyBytes = 16 << 20

// copyFloor is one copy of size bytes from one buffer to another, both of which stay where the processor keeps what it
// has just used. It is [sys.Copy], which is what the mechanisms in user memory use; the kernel's copies to and from user
// memory may be faster or slower.
func copyFloor(s *floorSide) (func(int) error, error) {
	from, to := worker.NewMessage(s.End.Size), worker.NewMessage(s.End.Size)
	sent, received := worker.MarksOf(from), worker.MarksOf(to)
	chunk := max(1, min(callChunk, copyBytes/s.End.Size))
	sequence := uint64(0)
	return func(n int) error {
		return s.inChunks(n, chunk, func(n int) error {
			sequence++
			sent.Stamp(sequence)
			repeatCopy(to, from, n)
			return arrived(received, sequence)
		})
	}, nil
}

func repeatCopy(to, from []byte, n int) {
	for range n {
		sys.Copy(to, from)
	}
}

// coldCopyFloor is the same where neither the source nor the destination is in any cache: each copy is between two other
// places of a region of twice the last-level cache, in an order that no prefetcher guesses. Its pages are huge where the
// kernel has such, so what the TLB misses is part of it.
func coldCopyFloor(s *floorSide) (func(int) error, error) {
	region, err := coldRegion(s.End.Size)
	if err != nil {
		return nil, err
	}
	c := newScatter(region, s.End.Size)
	chunk := max(1, min(callChunk, copyBytes/s.End.Size))
	sequence := uint64(0)
	return func(n int) error {
		return s.inChunks(n, chunk, func(n int) error {
			sequence++
			sent, received := worker.MarksOf(c.place(c.from, c.next)), worker.MarksOf(c.place(c.to, c.next))
			sent.Stamp(sequence)
			c.copies(n)
			return arrived(received, sequence)
		})
	}, nil
}

// arrived says that a copy did not do what it is timed for.
func arrived(at worker.Marks, sequence uint64) error {
	if !at.Carry(sequence) {
		return errors.New("a copy did not arrive")
	}
	return nil
}

// A scatter is a region in two halves, from one of which messages are copied into the other, each time elsewhere.
type scatter struct {
	from, to []byte
	size     int
	stride   uint64 // from one place to the next, bytes, whole cache lines
	mask     uint64 // number of places in a half - 1
	next     uint64
}

// scatterStep is odd, so that its multiples visit all of a power of two of places before any comes again, and large, so
// that successive ones lie far apart.
const scatterStep = 0x9E3779B97F4A7C15

func newScatter(region []byte, size int) *scatter {
	const cacheLine = 64
	half := len(region) / 2
	stride := (size + cacheLine - 1) &^ (cacheLine - 1)
	places := uint64(1)
	for 2*int(places)*stride <= half {
		places *= 2
	}
	return &scatter{from: region[:half], to: region[half:], size: size, stride: uint64(stride), mask: places - 1}
}

// place is where the i-th copy finds or puts its bytes.
func (c *scatter) place(half []byte, i uint64) []byte {
	at := (i * scatterStep & c.mask) * c.stride
	return half[at : at+uint64(c.size)]
}

func (c *scatter) copies(n int) {
	for range n {
		sys.Copy(c.place(c.to, c.next), c.place(c.from, c.next))
		c.next++
	}
}

// coldLeast is the least size of a cold region, bytes, for where the caches are small or not known.
const coldLeast = 64 << 20

// coldBytes is how large the cold region for messages of size bytes is, or an error that says what is lacking for it.
func coldBytes(size int) (int, error) {
	bytes := max(2*lastCache(), 4*size, coldLeast)
	if have := availableMemory(); have > 0 && bytes > have/2 {
		return 0, fmt.Errorf("a region out of cache takes %d MiB, which is more than half of the %d MiB available", bytes>>20, have>>20)
	}
	return bytes, nil
}

// coldRegion is the region with all of its pages populated.
func coldRegion(size int) ([]byte, error) {
	bytes, err := coldBytes(size)
	if err != nil {
		return nil, err
	}
	m, err := unix.Mmap(-1, 0, bytes, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANONYMOUS)
	if err != nil {
		return nil, fmt.Errorf("mmap of %d bytes: %w", bytes, err)
	}
	unix.Madvise(m, unix.MADV_HUGEPAGE) // populating is quicker so; a kernel without huge pages takes small ones
	for i := 0; i < len(m); i += os.Getpagesize() {
		m[i] = 1
	}
	return m, nil
}

func lacksForCold(size int) error {
	_, err := coldBytes(size)
	return err
}

// lastCache is the size in bytes of CPU 0's last-level cache, 0 if the kernel does not tell. Source:
// Documentation/ABI/testing/sysfs-devices-system-cpu.
func lastCache() int {
	sizes, _ := filepath.Glob("/sys/devices/system/cpu/cpu0/cache/index*/size")
	largest := 0
	for _, path := range sizes {
		if kib, ok := strings.CutSuffix(host.Line(path), "K"); ok {
			n, _ := strconv.Atoi(kib)
			largest = max(largest, n<<10)
		}
	}
	return largest
}

// availableMemory is MemAvailable of proc_meminfo(5) in bytes, 0 if the kernel does not tell.
func availableMemory() int {
	text, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return 0
	}
	for l := range strings.Lines(string(text)) {
		if fields := strings.Fields(l); len(fields) > 1 && fields[0] == "MemAvailable:" {
			kib, _ := strconv.Atoi(fields[1])
			return kib << 10
		}
	}
	return 0
}
