package inproc

import (
	"runtime"
	"sync"
	"sync/atomic"

	"ipcbench/internal/cpu"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/word"
)

// The mechanisms of this file are what docs/taxonomy.md calls a global variable between two threads: a place in memory
// for one message each way. They differ in how a thread learns whether it is full.

// variableTraits are what they have in common.
func variableTraits(name, moves string, waits ...mechanisms.Wait) mechanisms.Traits {
	return mechanisms.Traits{
		Name: name, VariantOf: "go-chan", Family: "inproc", Moves: moves,
		Provider: mechanisms.User, Scope: mechanisms.Thread,
		Direction: mechanisms.Simplex, Relation: mechanisms.Related,
		Crosses: []mechanisms.Border{mechanisms.OneProcess},
		Waits:   waits, Copies: 2,
	}
}

// tooLarge refuses p if it does not fit into the variable.
func tooLarge(mechanism string, p, variable []byte) error {
	if len(p) <= len(variable) {
		return nil
	}
	return &mechanisms.SizeError{Mechanism: mechanism, Size: len(p), Limit: len(variable), Why: "the variable's size"}
}

// A guarded is a variable under a mutex.
type guarded struct {
	mu      sync.Mutex
	changed sync.Cond // full has changed
	full    bool
	content []byte
}

// sharedVariables are those of both directions, made by the side that comes first.
func sharedVariables(e *mechanisms.End) [2]*guarded {
	return mechanisms.Local(e, "variables", func() (both [2]*guarded) {
		for i := range both {
			both[i] = &guarded{content: make([]byte, e.Size)}
			both[i].changed.L = &both[i].mu
		}
		return both
	})
}

// Mutex is go-mutex: a variable under a [sync.Mutex], which both sides lock again and again to look whether it is full.
type Mutex struct{}

// Traits implements [mechanisms.Mechanism].
func (Mutex) Traits() mechanisms.Traits {
	t := variableTraits("go-mutex", "a variable each way under a sync.Mutex, looked at again and again",
		mechanisms.Spin, mechanisms.Yield)
	t.Managed = true
	return t
}

// Available implements [mechanisms.Mechanism].
func (Mutex) Available() error { return nil }

// Prepare has nothing to make.
func (Mutex) Prepare(*mechanisms.Preparation) error { return nil }

// Open takes one end of both variables. It interprets the wait strategy itself: an end waits here for what a Go mutex
// guards, which no package of the kit knows, and its goroutine has no thread of its own, so that yield is
// [runtime.Gosched].
func (Mutex) Open(e *mechanisms.End) (mechanisms.Link, error) {
	both := sharedVariables(e)
	return &mutexLink{out: both[e.Side], in: both[e.Side.Other()], yield: e.Wait == mechanisms.Yield}, nil
}

type mutexLink struct {
	out, in *guarded
	yield   bool
}

// Send fills the variable when it is empty.
func (l *mutexLink) Send(p []byte) error {
	if err := tooLarge("go-mutex", p, l.out.content); err != nil {
		return err
	}
	for {
		l.out.mu.Lock()
		if !l.out.full {
			copy(l.out.content, p)
			l.out.full = true
			l.out.mu.Unlock()
			return nil
		}
		l.out.mu.Unlock()
		l.pause()
	}
}

// Recv empties the variable when it is full.
func (l *mutexLink) Recv(p []byte) error {
	for {
		l.in.mu.Lock()
		if l.in.full {
			copy(p, l.in.content)
			l.in.full = false
			l.in.mu.Unlock()
			return nil
		}
		l.in.mu.Unlock()
		l.pause()
	}
}

func (l *mutexLink) pause() {
	if l.yield {
		runtime.Gosched()
	} else {
		cpu.Pause()
	}
}

// Close has nothing to close.
func (l *mutexLink) Close() error { return nil }

// Cond is go-cond: a variable under a mutex, with a [sync.Cond] on which each side sleeps until the other has changed
// it.
type Cond struct{}

// Traits implements [mechanisms.Mechanism].
func (Cond) Traits() mechanisms.Traits {
	t := variableTraits("go-cond", "a variable each way under a sync.Mutex, with a sync.Cond", mechanisms.Block)
	t.Managed = true
	return t
}

// Available implements [mechanisms.Mechanism].
func (Cond) Available() error { return nil }

// Prepare has nothing to make.
func (Cond) Prepare(*mechanisms.Preparation) error { return nil }

// Open takes one end of both variables.
func (Cond) Open(e *mechanisms.End) (mechanisms.Link, error) {
	both := sharedVariables(e)
	return &condLink{out: both[e.Side], in: both[e.Side.Other()]}, nil
}

type condLink struct{ out, in *guarded }

// Send waits until the variable is empty and fills it.
func (l *condLink) Send(p []byte) error {
	if err := tooLarge("go-cond", p, l.out.content); err != nil {
		return err
	}
	l.out.mu.Lock()
	for l.out.full {
		l.out.changed.Wait()
	}
	copy(l.out.content, p)
	l.out.full = true
	l.out.mu.Unlock()
	l.out.changed.Signal()
	return nil
}

// Recv waits until the variable is full and empties it.
func (l *condLink) Recv(p []byte) error {
	l.in.mu.Lock()
	for !l.in.full {
		l.in.changed.Wait()
	}
	copy(p, l.in.content)
	l.in.full = false
	l.in.mu.Unlock()
	l.in.changed.Signal()
	return nil
}

// Close has nothing to close.
func (l *condLink) Close() error { return nil }

// Atomic is go-atomic: a variable whose sequence word both sides poll with package sync/atomic. It differs from
// shm-slot in where the memory lies, and in its stores: Go's atomic ones are full fences on amd64.
type Atomic struct{}

// Traits implements [mechanisms.Mechanism].
func (Atomic) Traits() mechanisms.Traits {
	return variableTraits("go-atomic", "a variable each way with a sequence word, polled with sync/atomic",
		mechanisms.Spin, mechanisms.Yield)
}

// Available implements [mechanisms.Mechanism].
func (Atomic) Available() error { return nil }

// Prepare has nothing to make.
func (Atomic) Prepare(*mechanisms.Preparation) error { return nil }

// Open takes one end of both variables. Each side has a thread of its own, and so waits as for a word in shared memory.
func (Atomic) Open(e *mechanisms.End) (mechanisms.Link, error) {
	both := mechanisms.Local(e, "sequences", func() (both [2]*sequenced) {
		for i := range both {
			both[i] = &sequenced{content: make([]byte, e.Size)}
		}
		return both
	})
	out, in := both[e.Side], both[e.Side.Other()]
	return &atomicLink{
		out: out, in: in, taken: word.Word{Value: &out.taken}, written: word.Word{Value: &in.written},
		canSend: word.NewWaiter(e), canRecv: word.NewWaiter(e),
	}, nil
}

// A sequenced is a variable with the numbers of messages written to it and taken from it.
type sequenced struct {
	_       [word.Line]byte
	written uint64
	_       [word.Line - 8]byte
	taken   uint64
	_       [word.Line - 8]byte
	content []byte
}

type atomicLink struct {
	out, in          *sequenced
	taken, written   word.Word // of out, which the other side raises; of in
	sent, received   uint64
	canSend, canRecv word.Waiter
}

// Send writes the variable when what was in it has been taken.
func (l *atomicLink) Send(p []byte) error {
	if err := tooLarge("go-atomic", p, l.out.content); err != nil {
		return err
	}
	if err := l.taken.Await(uint32(l.sent), &l.canSend); err != nil {
		return err
	}
	copy(l.out.content, p)
	l.sent++
	atomic.StoreUint64(&l.out.written, l.sent)
	return nil
}

// Recv takes what is written next.
func (l *atomicLink) Recv(p []byte) error {
	next := l.received + 1
	if err := l.written.Await(uint32(next), &l.canRecv); err != nil {
		return err
	}
	copy(p, l.in.content)
	l.received = next
	atomic.StoreUint64(&l.in.taken, next)
	return nil
}

// Close has nothing to close.
func (l *atomicLink) Close() error { return nil }
