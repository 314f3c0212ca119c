package ownmechanism

import (
	"sync/atomic"
	"unsafe"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/segment"
	"ipcbench/mechanisms/kit/word"
)

// Whiteboard is own-whiteboard: shared memory with room for one message each way. The sender writes when the message
// before has been read, as two people would who share a board.
type Whiteboard struct{}

const boardName = "own-whiteboard"

// Traits implements [mechanisms.Mechanism].
func (Whiteboard) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: boardName, Family: "own", Moves: "one message each way in a memfd mapped by both",
		Provider: mechanisms.User, Scope: mechanisms.Process,
		Direction: mechanisms.Simplex, Relation: mechanisms.Related,
		Waits: word.Waits, Copies: 2, Raw: true, // package word: block sleeps in futex(2), spin and yield poll
	}
}

// Available implements [mechanisms.Mechanism].
func (Whiteboard) Available() error { return nil }

// A board is one direction, as it lies in the shared memory; the message comes behind it. What one side writes lies on
// other cache lines than what the other writes.
type board struct {
	written uint64 // messages, by the sender
	size    uint64 // of the last one, bytes
	_       [word.Line - 16]byte
	reading uint32 // the receiver sleeps until written changes
	_       [word.Line - 4]byte
	read    uint64 // messages, by the receiver
	_       [word.Line - 8]byte
	writing uint32 // the sender sleeps until read changes
	_       [word.Line - 4]byte
}

const boardBytes = int(unsafe.Sizeof(board{}))

// bytesOf is what one direction takes, in whole lines, for messages of size bytes.
func bytesOf(size int) int { return boardBytes + (size+word.Line-1)/word.Line*word.Line }

// Prepare makes the memory, in the coordinator, and gives it to both sides.
func (Whiteboard) Prepare(p *mechanisms.Preparation) error {
	return segment.Memfd{}.Create(p, 2*bytesOf(p.Size))
}

// Open maps the memory, in a worker.
func (Whiteboard) Open(e *mechanisms.End) (mechanisms.Link, error) {
	each := bytesOf(e.Size)
	memory, err := segment.Memfd{}.Attach(e, 2*each)
	if err != nil {
		return nil, err
	}
	direction := func(from mechanisms.Side) channel {
		half := memory[int(from)*each:]
		b := (*board)(unsafe.Pointer(&half[0]))
		return channel{
			board: b, message: half[boardBytes:][:e.Size],
			written: word.Word{Value: &b.written, Sleeper: &b.reading},
			read:    word.Word{Value: &b.read, Sleeper: &b.writing},
			wait:    word.NewWaiter(e),
		}
	}
	return &boardLink{
		out: direction(e.Side), in: direction(e.Side.Other()),
		sleeps: e.Wait.Sleeps(), memory: memory,
	}, nil
}

// A channel is one end of one direction.
type channel struct {
	board         *board
	message       []byte
	written, read word.Word
	count         uint64      // messages so far, at this end
	wait          word.Waiter // of this end
}

type boardLink struct {
	out, in channel
	sleeps  bool // the other side may sleep, so that it must be woken
	memory  []byte
}

// Send writes p when the message before it has been read.
func (l *boardLink) Send(p []byte) error {
	c := &l.out
	if len(p) > len(c.message) {
		return mechanisms.TooLarge(boardName, len(p), len(c.message))
	}
	if err := c.read.Await(uint32(c.count), &c.wait); err != nil {
		return err
	}
	segment.CopyIn(c.message, p)
	atomic.StoreUint64(&c.board.size, uint64(len(p)))
	c.count++
	c.written.Publish(c.count, l.sleeps)
	return nil
}

// Recv reads the next message, which must be as long as p.
func (l *boardLink) Recv(p []byte) error {
	c := &l.in
	if err := c.written.Await(uint32(c.count+1), &c.wait); err != nil {
		return err
	}
	if n := atomic.LoadUint64(&c.board.size); n != uint64(len(p)) {
		return mechanisms.WrongSize(boardName, int(n), len(p))
	}
	segment.CopyOut(p, c.message[:len(p)])
	c.count++
	c.read.Publish(c.count, l.sleeps)
	return nil
}

// Close unmaps the memory.
func (l *boardLink) Close() error { return segment.Memfd{}.Detach(l.memory) }
