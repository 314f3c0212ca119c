package pair

import (
	"fmt"
	"sync/atomic"
	"unsafe"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/segment"

	"golang.org/x/sys/unix"
)

// Counters are how far one side has got since it opened. A worker's hot loop stores them with plain moves, into memory
// that it alone writes and the coordinator reads only when nothing seems to happen.
type Counters struct {
	Sent, Received uint64 // messages
	_              [48]byte
	promised       uint64 // see Promise; on a cache line of its own, which the other side reads
	_              [56]byte
}

// Promise tells the other side, which asks by Promised, how many ops this pass will have: so many, and no more if final.
func (c *Counters) Promise(ops int, final bool) {
	v := uint64(ops) << 1
	if final {
		v |= 1
	}
	atomic.StoreUint64(&c.promised, v)
}

// Promised is what the side whose counters these are has promised last.
func (c *Counters) Promised() (ops int, final bool) {
	v := atomic.LoadUint64(&c.promised)
	return int(v >> 1), v&1 == 1
}

// A countersPage is what both workers and the coordinator map.
type countersPage [2]Counters

const counterBytes = int(unsafe.Sizeof(countersPage{}))

func newCountersFD(dir string) (int, error) {
	fd, err := segment.Nameless("ipcbench-progress", dir, counterBytes)
	if err != nil {
		return -1, fmt.Errorf("a page for the counters: %w", err)
	}
	return fd, nil
}

func mapCounters(fd int) (*countersPage, error) {
	m, err := segment.MapPages(fd, counterBytes)
	if err != nil {
		return nil, err
	}
	return (*countersPage)(unsafe.Pointer(unsafe.SliceData(m))), nil
}

func (p *countersPage) unmap() error {
	return unix.Munmap(unsafe.Slice((*byte)(unsafe.Pointer(p)), counterBytes))
}

// load reads a side's counters while the worker writes them.
func (p *countersPage) load(s mechanisms.Side) Counters {
	return Counters{Sent: atomic.LoadUint64(&p[s].Sent), Received: atomic.LoadUint64(&p[s].Received)}
}
