package mechanisms

import (
	"fmt"
	"sync"
	"sync/atomic"
)

// An End is what Open is given: the worker's side of one pair.
type End struct {
	Side Side
	// Size is the size in bytes of the messages to come, the same at both ends and within the traits' limits. Buffers
	// are made for it, and it is the largest message that Send takes: a longer one is refused with [TooLarge]. Only
	// byte streams ([Traits].Stream) take any. Shorter messages may come too.
	Size int
	Wait Wait     // one that the traits offer
	Spin SpinTime // how long Hybrid spins before it blocks
	Dir  string   // the pair's private directory
	// Apart says that the other end is on another host.
	Apart bool
	Peer  *Peer // whether the other end's process lives

	// FDs and Values are what Prepare gave and set.
	FDs    map[string]int
	Values map[string]string
	// Shared holds what two ends in one process share; see Local.
	Shared *sync.Map
}

// FD is the descriptor that Prepare gave under name. The Link owns it and closes it.
func (e *End) FD(name string) (int, error) {
	fd, ok := e.FDs[name]
	if !ok {
		return -1, fmt.Errorf("end %v was given no descriptor %q", e.Side, name)
	}
	return fd, nil
}

// Value is what Prepare set under name, or "".
func (e *End) Value(name string) string { return e.Values[name] }

// Local is for mechanisms of [Thread] scope, whose two ends open in one process: it returns to both the one value that
// the first of them made.
func Local[T any](e *End, name string, make func() T) T {
	once := sync.OnceValue(make)
	v, _ := e.Shared.LoadOrStore(name, once)
	return v.(func() T)()
}

// Peer tells whether the process at the other end lives. The worker learns of its death from the kernel, marks it here
// and interrupts the thread that runs the Link, so that a sleeping system call returns EINTR. A Link looks at Gone
// after each EINTR, and every so often while it polls: never in the path of a message that is there.
type Peer struct {
	gone atomic.Bool

	mu   sync.Mutex
	done chan struct{} // made when somebody asks for it
}

// Gone tells whether the other process has ended.
func (p *Peer) Gone() bool { return p.gone.Load() }

// Done is closed when the other process has ended: for mechanisms made of goroutines, which no signal interrupts.
func (p *Peer) Done() <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.done == nil {
		p.done = make(chan struct{})
		if p.gone.Load() {
			close(p.done)
		}
	}
	return p.done
}

// MarkGone is called by the engine, once.
func (p *Peer) MarkGone() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.gone.Store(true)
	if p.done != nil {
		close(p.done)
	}
}
