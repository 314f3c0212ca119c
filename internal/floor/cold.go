package floor

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"ipcbench/internal/host"

	"golang.org/x/sys/unix"
)

// coldLeast is the least size of a region out of cache, bytes, for where the caches are small or not known.
const coldLeast = 64 << 20

// ColdBytes is how many bytes a region has to have so that a [Scatter] of messages of size bytes in it is in no cache:
// twice the last-level cache. Its error says what this machine lacks for it.
func ColdBytes(size int) (int, error) {
	bytes := max(2*lastCache(host.Here), 4*size, coldLeast)
	if have := availableMemory(host.Here); have > 0 && bytes > have/2 {
		return 0, fmt.Errorf("a region out of cache takes %d MiB, which is more than half of the %d MiB available",
			bytes>>20, have>>20)
	}
	return bytes, nil
}

// ColdRegion maps a region of [ColdBytes] with all of its pages populated, until the process ends. Its pages are huge
// where the kernel has such. That takes seconds where the cache is large and the machine is busy: progress is called
// now and then meanwhile.
func ColdRegion(size int, progress func()) ([]byte, error) {
	bytes, err := ColdBytes(size)
	if err != nil {
		return nil, err
	}
	m, err := unix.Mmap(-1, 0, bytes, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANONYMOUS)
	if err != nil {
		return nil, fmt.Errorf("mmap of %d bytes: %w", bytes, err)
	}
	unix.Madvise(m, unix.MADV_HUGEPAGE) // populating is quicker so; a kernel without huge pages takes small ones
	const often = 8 << 20               // bytes
	for i := 0; i < len(m); i += os.Getpagesize() {
		m[i] = 1
		if i%often == 0 {
			progress()
		}
	}
	return m, nil
}

// lastCache is the size in bytes of CPU 0's last-level cache, 0 if the kernel does not tell.
// Source: Documentation/ABI/testing/sysfs-devices-system-cpu.
func lastCache(root host.Root) int {
	largest := 0
	for _, name := range root.Names("sys/devices/system/cpu/cpu0/cache/index*/size") {
		if kib, ok := strings.CutSuffix(root.Line(name), "K"); ok {
			n, _ := strconv.Atoi(kib)
			largest = max(largest, n<<10)
		}
	}
	return largest
}

// availableMemory is MemAvailable of proc_meminfo(5) in bytes, 0 if the kernel does not tell.
func availableMemory(root host.Root) int {
	proc, err := root.Proc()
	if err != nil {
		return 0
	}
	memory, err := proc.Meminfo()
	if err != nil || memory.MemAvailableBytes == nil {
		return 0
	}
	return int(*memory.MemAvailableBytes)
}
