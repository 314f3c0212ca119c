package proc

import (
	"fmt"
	"sync"
	"sync/atomic"
	"unsafe"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/segment"

	"golang.org/x/sys/unix"
)

// Counters are how far one end has got since it opened. A worker's hot loop stores them with plain moves, into memory
// that it alone writes and the coordinator reads only when nothing seems to happen.
type Counters struct {
	Moved
	_        [48]byte
	promised uint64 // see Promise; on a cache line of its own, which the other ends read
	began    int64  // see Begin
	_        [48]byte
}

// Moved is how many messages an end has sent and received.
type Moved struct{ Sent, Received uint64 }

// Promise tells the other ends, which ask by Promised, how many ops this pass will have: so many, and no more if final.
func (c *Counters) Promise(ops int, final bool) {
	v := uint64(ops) << 1
	if final {
		v |= 1
	}
	atomic.StoreUint64(&c.promised, v)
}

// Promised is what the end whose counters these are has promised last.
func (c *Counters) Promised() (ops int, final bool) {
	v := atomic.LoadUint64(&c.promised)
	return int(v >> 1), v&1 == 1
}

// Begin tells the other ends, which ask by Began, when this pass began, in ns of a clock that all ends have.
func (c *Counters) Begin(at int64) { atomic.StoreInt64(&c.began, at) }

// Began is when the end whose counters these are began its pass.
func (c *Counters) Began() int64 { return atomic.LoadInt64(&c.began) }

// ScratchBytes is the size of a group's scratch memory: see [Session].Scratch.
const ScratchBytes = 1024

// A countersPage is what all workers of a group and the coordinator map: the counters of each end, and after them the
// scratch memory.
type countersPage struct {
	mu     sync.Mutex // held while the coordinator reads or unmaps them
	mapped []byte     // nil when they are unmapped
	all    []Counters
}

func counterBytes(ends int) int { return ends * int(unsafe.Sizeof(Counters{})) }

func newCountersFD(dir string, ends int) (int, error) {
	fd, err := segment.Nameless("ipcbench-progress", dir, counterBytes(ends)+ScratchBytes)
	if err != nil {
		return -1, fmt.Errorf("a page for the counters: %w", err)
	}
	return fd, nil
}

func mapCounters(fd, ends int) (*countersPage, error) {
	m, err := segment.MapPages(fd, counterBytes(ends)+ScratchBytes)
	if err != nil {
		return nil, err
	}
	return &countersPage{mapped: m, all: unsafe.Slice((*Counters)(unsafe.Pointer(unsafe.SliceData(m))), ends)}, nil
}

// scratch is the memory after the counters. It begins on a cache line of its own, as the counters fill theirs.
func (p *countersPage) scratch() []byte { return p.mapped[counterBytes(len(p.all)):] }

// each are the counters one by one, for a worker.
func (p *countersPage) each() (each []*Counters) {
	for i := range p.all {
		each = append(each, &p.all[i])
	}
	return each
}

func (p *countersPage) unmap() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	m := p.mapped
	p.mapped, p.all = nil, nil
	return unix.Munmap(m)
}

// load reads an end's counters while the worker writes them; zero when they are unmapped.
func (p *countersPage) load(of mechanisms.Side) Progress {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.all == nil {
		return Progress{}
	}
	c := &p.all[of]
	return Progress{Sent: atomic.LoadUint64(&c.Sent), Received: atomic.LoadUint64(&c.Received)}
}
