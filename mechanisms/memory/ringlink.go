package memory

import (
	"errors"
	"sync/atomic"
	"unsafe"

	"ipcbench/internal/cpu"
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/segment"
	"ipcbench/mechanisms/kit/word"
)

// A ringLink is one end of a [Ring]: the producer of one ring and the consumer of the other. A place in a ring is an
// address in its mirror: it runs on past the end of the ring, and the slow paths take it back by the ring's capacity.
type ringLink struct {
	// Of the producer.
	out      uintptr // where the next record begins
	outEnd   uintptr // up to where records may be written, a header to come included
	outEnd8  uintptr // the same for messages of one word, as far as Send may write them without a call; 0: nowhere
	outStart uintptr // a place minus this is how many bytes were written before it
	outTail  *uint64
	plain    bool    // publish by a release alone: nothing is held back, and the consumer never sleeps
	held     uintptr // the first record held back, 0 if there is none
	heldSize int     // its payload, bytes

	// Of the consumer.
	in       uintptr // where the next record begins
	inKnown  uintptr // up to where records are known to be published
	inMark   uintptr // from where on the producer is told what was taken
	inStart  uintptr // as outStart
	inTail   *uint64
	prompt   bool // when last waited for, a message was there at the first look
	streamed bool // and several were there at once

	reserved int // bytes of the message that Reserve gave room for
	viewed   int // bytes of the message that View handed out

	outTaken, inTaken     *uint64 // by the consumer, bytes
	outBlocked, inBlocked *uint32 // the producer sleeps on taken
	outSleeper, inSleeper *uint32 // the consumer sleeps on a header
	outBase, inBase       uintptr

	capacity int
	largest  int // bytes of a message
	batch    bool
	sleeps   bool // waiters may sleep, so stores must wake
	canSend  word.Waiter
	canRecv  word.Waiter
	of       string
	words    []byte
	rings    [2]mirror
}

// join finds its way in the mapped memory.
func (l *ringLink) join(side mechanisms.Side) {
	const wordsEach = 4
	out, in := int(side), int(side.Other())
	at := func(d, i int) unsafe.Pointer { return unsafe.Pointer(&l.words[(d*wordsEach+i)*word.Line]) }
	l.outTail, l.outTaken = (*uint64)(at(out, 0)), (*uint64)(at(out, 1))
	l.outBlocked, l.outSleeper = (*uint32)(at(out, 2)), (*uint32)(at(out, 3))
	l.inTail, l.inTaken = (*uint64)(at(in, 0)), (*uint64)(at(in, 1))
	l.inBlocked, l.inSleeper = (*uint32)(at(in, 2)), (*uint32)(at(in, 3))
	l.outBase, l.inBase = uintptr(l.rings[out].base), uintptr(l.rings[in].base)
	l.out, l.outStart, l.outEnd = l.outBase, l.outBase, l.outBase+uintptr(l.capacity)
	l.in, l.inKnown, l.inStart = l.inBase, l.inBase, l.inBase
	l.inMark = l.in + uintptr(l.capacity)/4
	l.plain = !l.sleeps && !l.batch
	l.openStretch()
}

// openStretch lets Send write words without a call up to the end of the next stretch, and asks for the cache lines of
// the one after that. The consumer's processor has those, since it read them a lap ago: without asking, a stream of
// words waited for each line in turn, and took 1.3 times as long.
func (l *ringLink) openStretch() {
	if l.largest > shortMessages {
		return
	}
	l.outEnd8 = 0
	if l.plain && l.largest >= 8 {
		l.outEnd8 = min(l.outEnd, l.out+stretch)
	}
	if l.outEnd-l.out >= 2*stretch {
		cpu.PrefetchToWrite(unsafe.Pointer(word64(l.out+stretch)), stretch)
	}
}

// word64 is the word at a place in a ring, which is outside Go's heap.
func word64(place uintptr) *uint64 { return *(**uint64)(unsafe.Pointer(&place)) }

// bytesAt are n bytes at a place in a ring, with room for whole words.
func bytesAt(place uintptr, n int) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(word64(place))), (n+7)&^7)[:n]
}

// Send writes one record. The path for a message of one word is short and calls nothing, so that nothing is spilled to
// the stack: a message takes eight stores, and the rate at which a processor stores limits a stream.
func (l *ringLink) Send(p []byte) error {
	if at := l.out; len(p) == 8 && at+record8+headerBytes <= l.outEnd8 {
		l.out = at + record8
		*word64(at + headerBytes) = *(*uint64)(unsafe.Pointer(unsafe.SliceData(p)))
		if l.held != 0 {
			*word64(at) = 8 + 1 // behind a header held back
			return nil
		}
		*word64(at + record8) = 0 // the header to come
		// These are releases. Go's atomic stores are XCHG on amd64: full fences, in which the processor waits until
		// each earlier store has reached the cache. They alone would limit a stream to some 20 M messages a second.
		cpu.StoreRelease(word64(at), 8+1)
		cpu.StoreRelease(l.outTail, uint64(at+record8-l.outStart))
		return nil
	}
	return l.send(p)
}

// record8 is how many bytes a message of one word takes.
const record8 = headerBytes + 8

func (l *ringLink) send(p []byte) error {
	bytes := uintptr(record(len(p)))
	if l.out+bytes+headerBytes > l.outEnd || len(p) > l.largest {
		if err := l.awaitRoom(len(p)); err != nil {
			return err
		}
	} else if l.plain && l.out+bytes+headerBytes > l.outEnd8 {
		l.openStretch()
	}
	at := l.out
	if payload := bytesAt(at+lead(len(p)), len(p)); cpu.IsShort(len(p)) {
		cpu.CopyShort(payload, p)
	} else {
		cpu.Copy(payload, p)
	}
	l.out = at + bytes
	if l.plain {
		*word64(l.out) = 0
		cpu.StoreRelease(word64(at), uint64(len(p))+1)
		cpu.StoreRelease(l.outTail, uint64(l.out-l.outStart))
		return nil
	}
	l.commit(at, len(p))
	return nil
}

// commit publishes the record before out, which is complete but for its header, or holds it back.
func (l *ringLink) commit(at uintptr, size int) {
	if l.held != 0 {
		*word64(at) = uint64(size) + 1
	} else {
		l.held, l.heldSize = at, size
	}
	if !l.batch || l.out-l.held >= stretch {
		l.flush()
		return
	}
	if l.largest >= 8 {
		l.outEnd8 = min(l.outEnd, l.held+stretch)
	}
}

// flush publishes what is held back.
func (l *ringLink) flush() {
	if l.held == 0 {
		return
	}
	*word64(l.out) = 0
	header, v := word64(l.held), uint64(l.heldSize)+1
	l.held, l.outEnd8 = 0, 0
	if !l.sleeps {
		cpu.StoreRelease(header, v)
		cpu.StoreRelease(l.outTail, uint64(l.out-l.outStart))
		return
	}
	// As [word.Word.SetAndWake], but with tail between: both sides store and then load (here header then sleeper, in
	// [word.SleepOn] sleeper then header), and Go's atomics are sequentially consistent, so at least one sees the
	// other.
	atomic.StoreUint64(header, v)
	cpu.StoreRelease(l.outTail, uint64(l.out-l.outStart))
	if atomic.LoadUint32(l.outSleeper) != 0 {
		sys.FutexWake(word.Low(header))
	}
}

// Flush implements [mechanisms.Flusher].
func (l *ringLink) Flush() error {
	l.flush()
	return nil
}

// awaitRoom waits until there is room for a message of size bytes.
func (l *ringLink) awaitRoom(size int) error {
	if size > l.largest {
		return &mechanisms.SizeError{Mechanism: l.of, Size: size, Limit: l.largest, Why: "the largest record"}
	}
	l.flush()
	if capacity := uintptr(l.capacity); l.out >= l.outBase+capacity {
		l.out -= capacity
		l.outStart -= capacity
	}
	for polls := 0; ; polls++ {
		taken := atomic.LoadUint64(l.outTaken)
		l.outEnd = l.outStart + uintptr(taken) + uintptr(l.capacity)
		if l.out+uintptr(record(size))+headerBytes <= l.outEnd {
			l.openStretch()
			return nil
		}
		if err := l.canSend.Idle(polls, word.Low(l.outTaken), uint32(taken), l.outBlocked); err != nil {
			return err
		}
	}
}

// Recv copies the next record out. It has the same short path as Send.
func (l *ringLink) Recv(p []byte) error {
	if at := l.in; len(p) == 8 && at != l.inKnown && *word64(at) == 8+1 && at+record8 < l.inMark {
		l.in = at + record8
		*(*uint64)(unsafe.Pointer(unsafe.SliceData(p))) = *word64(at + headerBytes)
		return nil
	}
	return l.recv(p)
}

func (l *ringLink) recv(p []byte) error {
	if l.in == l.inKnown {
		if err := l.await(); err != nil {
			return err
		}
	}
	at := l.in
	if v := *word64(at); v != uint64(len(p))+1 {
		return mechanisms.WrongSize(l.of, int(v-1), len(p))
	}
	cpu.Copy(p, bytesAt(at+lead(len(p)), len(p)))
	if l.in = at + uintptr(record(len(p))); l.in >= l.inMark {
		l.publishTaken()
	}
	return nil
}

// publishTaken tells the producer how far this side has read, which is free again.
func (l *ringLink) publishTaken() {
	taken := uint64(l.in - l.inStart)
	if capacity := uintptr(l.capacity); l.in >= l.inBase+capacity {
		l.in -= capacity
		l.inKnown -= capacity
		l.inStart -= capacity
	}
	l.inMark = l.in + uintptr(l.capacity)/4
	word.Word{Value: l.inTaken, Sleeper: l.inBlocked}.Publish(taken, l.sleeps)
}

// await waits until a record is published.
func (l *ringLink) await() error {
	l.flush()
	if (l.prompt || l.streamed) && l.readTail() {
		return nil
	}
	l.publishTaken()
	if l.streamed && l.canRecv.BackOff(backOff) && l.readTail() {
		return nil
	}
	l.streamed = false
	header := word64(l.in)
	for polls := 0; ; polls++ {
		if v := atomic.LoadUint64(header); v != 0 {
			l.prompt = polls == 0
			l.inKnown = l.in + uintptr(record(int(v-1)))
			return nil
		}
		if err := l.canRecv.Idle(polls, word.Low(header), 0, l.inSleeper); err != nil {
			// What the peer published before it went still counts.
			if atomic.LoadUint64(header) != 0 {
				continue
			}
			return err
		}
	}
}

// readTail looks how far records are published, and tells whether there is one.
func (l *ringLink) readTail() bool {
	tail := l.inStart + uintptr(atomic.LoadUint64(l.inTail))
	if int(tail-l.in) <= 0 { // the header of a record shows before the index does
		return false
	}
	l.inKnown = tail
	l.streamed = tail-l.in > uintptr(record(int(*word64(l.in)-1)))
	return true
}

// Close unmaps the memory.
func (l *ringLink) Close() error {
	if l.words == nil {
		return errors.New(l.of + ": closed twice")
	}
	errs := []error{segment.Memfd{}.Detach(l.words)}
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
	if l.out+uintptr(record(size))+headerBytes > l.outEnd || size > l.largest {
		if err := l.awaitRoom(size); err != nil {
			return nil, err
		}
	}
	l.reserved = size
	return bytesAt(l.out+lead(size), size), nil
}

// Commit implements [mechanisms.Viewer].
func (l inPlaceRing) Commit() error {
	at := l.out
	l.out += uintptr(record(l.reserved))
	l.commit(at, l.reserved)
	return nil
}

// View implements [mechanisms.Viewer].
func (l inPlaceRing) View(size int) ([]byte, error) {
	if l.in == l.inKnown {
		if err := l.await(); err != nil {
			return nil, err
		}
	}
	if v := *word64(l.in); v != uint64(size)+1 {
		return nil, mechanisms.WrongSize(l.of, int(v-1), size)
	}
	l.viewed = size
	return bytesAt(l.in+lead(size), size), nil
}

// Release implements [mechanisms.Viewer].
func (l inPlaceRing) Release() error {
	if l.in += uintptr(record(l.viewed)); l.in >= l.inMark {
		l.publishTaken()
	}
	return nil
}
