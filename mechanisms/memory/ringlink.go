package memory

import (
	"errors"
	"fmt"
	"sync/atomic"
	"time"
	"unsafe"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
)

// A ringLink is one end of a [Ring]: the producer of one ring and the consumer of the other.
type ringLink struct {
	// Of the producer.
	outBase    unsafe.Pointer
	outAt      int     // where in the ring the next record begins
	room       int     // bytes known to be free from there on
	held       *uint64 // the header held back, with its value and the bytes of records behind it; nil if none
	heldValue  uint64
	heldBytes  int
	sent       uint64 // bytes of records written
	outTaken   *uint64
	outBlocked *uint32 // the producer sleeps on outTaken
	outSleeper *uint32 // the consumer sleeps on a header

	// Of the consumer.
	inBase    unsafe.Pointer
	inAt      int // where in the ring the next record begins
	viewed    int // bytes of the record that View handed out
	streamed  int // messages found without waiting since the last that was waited for
	taken     uint64
	published uint64 // how much of taken the producer has been told
	inTaken   *uint64
	inBlocked *uint32
	inSleeper *uint32

	capacity int
	largest  int // bytes of a message
	batch    bool
	sleeps   bool // waiters may sleep, so stores must wake
	wait     mechanisms.Wait
	peer     *mechanisms.Peer
	of       string
	words    []byte
	rings    [2]mirror
}

// join finds its way in the mapped memory.
func (l *ringLink) join(side mechanisms.Side) {
	const wordsEach = 3
	out, in := int(side), int(side.Other())
	at := func(d, i int) unsafe.Pointer { return unsafe.Pointer(&l.words[(d*wordsEach+i)*line]) }
	l.outBase, l.inBase = l.rings[out].base, l.rings[in].base
	l.outTaken, l.outBlocked, l.outSleeper = (*uint64)(at(out, 0)), (*uint32)(at(out, 1)), (*uint32)(at(out, 2))
	l.inTaken, l.inBlocked, l.inSleeper = (*uint64)(at(in, 0)), (*uint32)(at(in, 1)), (*uint32)(at(in, 2))
	l.room = l.capacity
}

// Send writes one record.
func (l *ringLink) Send(p []byte) error {
	if len(p) > l.largest {
		return l.tooLarge(len(p))
	}
	bytes := record(len(p))
	if l.room < bytes+headerBytes {
		if err := l.awaitRoom(bytes + headerBytes); err != nil {
			return err
		}
	}
	at := unsafe.Add(l.outBase, l.outAt)
	*(*uint64)(unsafe.Add(at, bytes)) = 0 // the header to come
	if len(p) == 8 {
		*(*uint64)(unsafe.Add(at, headerBytes)) = *(*uint64)(unsafe.Pointer(unsafe.SliceData(p)))
	} else {
		sys.Copy(unsafe.Slice((*byte)(unsafe.Add(at, headerBytes)), len(p)), p)
	}
	l.commit((*uint64)(at), len(p), bytes)
	return nil
}

// commit publishes a record that is complete but for its header, or holds it back.
func (l *ringLink) commit(header *uint64, size, bytes int) {
	switch {
	case l.batch:
		l.hold(header, uint64(size)+1, bytes)
	case l.sleeps:
		l.publishAndWake(header, uint64(size)+1)
	default:
		// A release, not Go's atomic store, which is an XCHG on amd64: a full fence, in which the processor waits until each earlier
		// store has reached the cache. That alone limits a stream to some 20 M messages a second.
		sys.StoreRelease(header, uint64(size)+1)
	}
	l.room -= bytes
	l.sent += uint64(bytes)
	if l.outAt += bytes; l.outAt >= l.capacity {
		l.outAt -= l.capacity
	}
}

// hold keeps the header of the first record of a batch back, and with it the consumer from all of them.
func (l *ringLink) hold(header *uint64, v uint64, bytes int) {
	if l.held == nil {
		l.held, l.heldValue, l.heldBytes = header, v, bytes
	} else {
		*header = v
		l.heldBytes += bytes
	}
	if l.heldBytes >= batchBytes {
		l.flush()
	}
}

func (l *ringLink) flush() {
	if l.held == nil {
		return
	}
	if l.sleeps {
		l.publishAndWake(l.held, l.heldValue)
	} else {
		sys.StoreRelease(l.held, l.heldValue)
	}
	l.held = nil
}

// Flush implements [mechanisms.Flusher].
func (l *ringLink) Flush() error {
	l.flush()
	return nil
}

// publishAndWake publishes a header and wakes the consumer if it sleeps. Both sides store and then load (here header then
// sleeper, in idle sleeper then header), and Go's atomics are sequentially consistent: at least one sees the other.
func (l *ringLink) publishAndWake(header *uint64, v uint64) {
	atomic.StoreUint64(header, v)
	if atomic.LoadUint32(l.outSleeper) != 0 {
		sys.FutexWake(low(header))
	}
}

// low is the half of a word that a futex sees.
func low(p *uint64) *uint32 { return (*uint32)(unsafe.Pointer(p)) }

// awaitRoom waits until the consumer has made room for so many bytes.
func (l *ringLink) awaitRoom(bytes int) error {
	l.flush()
	for polls := 0; ; polls++ {
		taken := atomic.LoadUint64(l.outTaken)
		if l.room = l.capacity - int(l.sent-taken); l.room >= bytes {
			return nil
		}
		if err := l.idle(polls, low(l.outTaken), uint32(taken), l.outBlocked); err != nil {
			return err
		}
	}
}

// Recv copies the next record out.
func (l *ringLink) Recv(p []byte) error {
	at, err := l.next(len(p))
	if err != nil {
		return err
	}
	if len(p) == 8 {
		*(*uint64)(unsafe.Pointer(unsafe.SliceData(p))) = *(*uint64)(at)
	} else {
		sys.Copy(p, unsafe.Slice((*byte)(at), len(p)))
	}
	l.advance(record(len(p)))
	return nil
}

// next waits for the next record, which must be of size bytes, and returns where its payload begins.
func (l *ringLink) next(size int) (unsafe.Pointer, error) {
	at := unsafe.Add(l.inBase, l.inAt)
	v := atomic.LoadUint64((*uint64)(at))
	if v != uint64(size)+1 {
		if v == 0 {
			var err error
			if v, err = l.awaitHeader((*uint64)(at)); err != nil {
				return nil, err
			}
		}
		if v != uint64(size)+1 {
			return nil, fmt.Errorf("%s: received a message of %d bytes where one of %d was due", l.of, v-1, size)
		}
	}
	return unsafe.Add(at, headerBytes), nil
}

// advance gives a record's room back. The producer is told of it a quarter of the ring at a time.
func (l *ringLink) advance(bytes int) {
	l.streamed++
	l.taken += uint64(bytes)
	if l.inAt += bytes; l.inAt >= l.capacity {
		l.inAt -= l.capacity
	}
	if int(l.taken-l.published) >= l.capacity/4 {
		l.publishTaken()
	}
}

func (l *ringLink) publishTaken() {
	l.published = l.taken
	if !l.sleeps {
		sys.StoreRelease(l.inTaken, l.taken)
		return
	}
	atomic.StoreUint64(l.inTaken, l.taken)
	if atomic.LoadUint32(l.inBlocked) != 0 {
		sys.FutexWake(low(l.inTaken))
	}
}

// awaitHeader waits until the record is published that begins with header.
func (l *ringLink) awaitHeader(header *uint64) (uint64, error) {
	l.flush()
	if l.published != l.taken {
		l.publishTaken()
	}
	if l.streamed > 1 && l.wait != mechanisms.Block {
		for range backOff {
			sys.Pause()
		}
	}
	l.streamed = 0
	for polls := 0; ; polls++ {
		if v := atomic.LoadUint64(header); v != 0 {
			return v, nil
		}
		if err := l.idle(polls, low(header), 0, l.inSleeper); err != nil {
			// What the peer published before it went still counts.
			if v := atomic.LoadUint64(header); v != 0 {
				return v, nil
			}
			return 0, err
		}
	}
}

// idle is what a side does between two looks at a word that still is what it was: seen. polls counts them.
func (l *ringLink) idle(polls int, word *uint32, seen uint32, sleeper *uint32) error {
	switch l.wait {
	case mechanisms.Spin:
		sys.Pause()
	case mechanisms.Yield:
		sys.Yield()
	case mechanisms.Hybrid:
		for began := time.Now(); time.Since(began) < mechanisms.HybridSpin; {
			for range pollsPerClock {
				sys.Pause()
				if atomic.LoadUint32(word) != seen {
					return nil
				}
			}
		}
		return sleepOn(word, seen, sleeper, l.peer)
	case mechanisms.Block:
		return sleepOn(word, seen, sleeper, l.peer)
	}
	if polls%pollsPerLook == pollsPerLook-1 && l.peer.Gone() {
		return mechanisms.ErrPeerGone
	}
	return nil
}

func (l *ringLink) tooLarge(size int) error {
	return &mechanisms.SizeError{Mechanism: l.of, Size: size, Limit: l.largest, Why: "the largest record"}
}

// Close unmaps the memory.
func (l *ringLink) Close() error {
	if l.words == nil {
		return errors.New(l.of + ": closed twice")
	}
	errs := []error{(mapped{}).detach(l.words)}
	l.words = nil
	for _, ring := range l.rings {
		if ring.reserved != nil {
			errs = append(errs, ring.unmap())
		}
	}
	return errors.Join(errs...)
}

// An inPlaceRing is the end of shm-ring-inplace.
type inPlaceRing struct{ *ringLink }

// Reserve implements [mechanisms.Viewer].
func (l inPlaceRing) Reserve(size int) ([]byte, error) {
	if size > l.largest {
		return nil, l.tooLarge(size)
	}
	if bytes := record(size) + headerBytes; l.room < bytes {
		if err := l.awaitRoom(bytes); err != nil {
			return nil, err
		}
	}
	at := unsafe.Add(l.outBase, l.outAt)
	*(*uint64)(unsafe.Add(at, record(size))) = 0
	l.heldBytes = size
	return unsafe.Slice((*byte)(unsafe.Add(at, headerBytes)), size), nil
}

// Commit implements [mechanisms.Viewer].
func (l inPlaceRing) Commit() error {
	l.commit((*uint64)(unsafe.Add(l.outBase, l.outAt)), l.heldBytes, record(l.heldBytes))
	return nil
}

// View implements [mechanisms.Viewer].
func (l inPlaceRing) View(size int) ([]byte, error) {
	at, err := l.next(size)
	if err != nil {
		return nil, err
	}
	l.viewed = record(size)
	return unsafe.Slice((*byte)(at), size), nil
}

// Release implements [mechanisms.Viewer].
func (l inPlaceRing) Release() error {
	l.advance(l.viewed)
	return nil
}
