package uring

import (
	"fmt"
	"time"

	"ipcbench/internal/cpu"
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/spin"

	"golang.org/x/sys/unix"
)

// Waits are the strategies that completions can be waited for with.
var Waits = []mechanisms.Wait{mechanisms.Block, mechanisms.Spin, mechanisms.Yield, mechanisms.Hybrid}

const (
	// pollsPerLook is how many polls of a ring pass between two looks at whether the other process lives. Who yields
	// looks each time.
	pollsPerLook = 1 << 12
	// pollsPerClock is how many polls pass between two readings of the clock while a hybrid wait spins.
	pollsPerClock = 1 << 6
)

// A Waiter is a [Ring] whose completions are waited for as a wait strategy does it. Use it by value, in the Link.
type Waiter struct {
	*Ring
	wait   mechanisms.Wait
	peer   *mechanisms.Peer
	budget spin.Budget // one for both directions, whose completions come in one queue
}

// SetupFor is how a ring should finish requests whose completions another process causes, for an end that waits for
// them with the strategy wait: one that blocks has the kernel finish them when it enters it, so that each costs one
// wake-up; one that polls has them appear in memory.
func SetupFor(wait mechanisms.Wait) uint32 {
	if wait == mechanisms.Block {
		return SetupDefer
	}
	return SetupDirect
}

// NewWaiter is for e's wait strategy. The ring stays the caller's to close.
func NewWaiter(e *mechanisms.End, r *Ring) Waiter { return Waiter{r, e.Wait, e.Peer, spin.New(e.Spin)} }

// Do submits the request that Next gave, waits for its completion and returns the Result of that: for a ring with one
// request under way at a time. After an error, which is [mechanisms.ErrPeerGone] or one of io_uring_enter(2), the
// request may still be under way.
//
// It does what Submit, Await and Seen do, but calls the kernel from here: each return between that call and the
// caller's loop is mispredicted where the kernel has overwritten the processor's predictor, 15 ns on Zen 3.
func (w *Waiter) Do() (result int32, err error) {
	var wait uint32
	if w.wait == mechanisms.Block {
		wait = 1
	}
	cpu.StoreRelease32(w.sqTail, w.tail)
	n, errno := sys.IoUringEnter(w.fd, w.due, wait, w.enterFlags|enterGetEvents)
	if errno == 0 {
		w.due -= uint32(n)
		if c := w.Completion(); c != nil {
			result = c.Result
			w.Seen()
			return result, nil
		}
	}
	return w.do()
}

// do is the rest of Do, if that needs more than one call.
func (w *Waiter) do() (result int32, err error) {
	if err := w.Submit(true); err != nil {
		return 0, err
	}
	c, err := w.Await()
	if err != nil {
		return 0, err
	}
	result = c.Result
	w.Seen()
	return result, nil
}

// Submit submits what Next gave. If the caller awaits a completion next, one that blocks waits for it in the same call.
func (w *Waiter) Submit(awaits bool) error {
	for w.due > 0 {
		var wait uint32
		if awaits && w.wait == mechanisms.Block {
			wait = 1
		}
		switch errno := w.Enter(wait); errno {
		case 0, unix.EINTR, unix.EAGAIN, unix.EBUSY:
		default:
			return fmt.Errorf("io_uring_enter: %w", errno)
		}
	}
	return nil
}

// Await returns the oldest completion when there is one; it is valid until Seen. It returns [mechanisms.ErrPeerGone]
// when the other process has ended and none has come.
func (w *Waiter) Await() (*Completion, error) {
	if c := w.Completion(); c != nil {
		return c, nil
	}
	switch w.wait {
	case mechanisms.Spin, mechanisms.Yield:
		return w.poll()
	case mechanisms.Hybrid:
		return w.hybrid()
	}
	return w.sleep()
}

// hybrid is the wait of that name: it spins until its budget is spent, and then sleeps.
func (w *Waiter) hybrid() (*Completion, error) {
	var began time.Time
	if w.budget.Timed() {
		began = time.Now()
	}
	for spent := time.Duration(0); spent < w.budget.Now(); spent = time.Since(began) {
		if c, err := w.comesSoon(); c != nil || err != nil {
			w.budget.Found(spent)
			return c, err
		}
		if w.peer.Gone() {
			return w.last()
		}
	}
	c, err := w.sleep()
	if w.budget.Adapts() {
		w.budget.Slept(time.Since(began))
	}
	return c, err
}

// comesSoon polls the ring so many times.
func (w *Waiter) comesSoon() (*Completion, error) {
	for range pollsPerClock {
		if c, err := w.look(); c != nil || err != nil {
			return c, err
		}
		cpu.Pause()
	}
	return nil, nil
}

// look takes what is there, and has the kernel finish what it owes.
func (w *Waiter) look() (*Completion, error) {
	if c := w.Completion(); c != nil {
		return c, nil
	}
	if !w.Owes() {
		return nil, nil
	}
	switch errno := w.Enter(0); errno {
	case 0, unix.EINTR, unix.EAGAIN, unix.EBUSY:
		return w.Completion(), nil
	default:
		return nil, fmt.Errorf("io_uring_enter: %w", errno)
	}
}

func (w *Waiter) poll() (*Completion, error) {
	for i := 1; ; i++ {
		if c, err := w.look(); c != nil || err != nil {
			return c, err
		}
		if w.wait == mechanisms.Yield {
			sys.Yield()
		} else {
			cpu.Pause()
		}
		if (i%pollsPerLook == 0 || w.wait == mechanisms.Yield) && w.peer.Gone() {
			return w.last()
		}
	}
}

func (w *Waiter) sleep() (*Completion, error) {
	for {
		switch errno := w.Enter(1); errno {
		case 0, unix.EINTR, unix.EAGAIN, unix.EBUSY:
		default:
			return nil, fmt.Errorf("io_uring_enter: %w", errno)
		}
		if c := w.Completion(); c != nil {
			return c, nil
		}
		if w.peer.Gone() {
			return w.last()
		}
	}
}

// last is the answer when the peer is gone: what it sent before it went still counts.
func (w *Waiter) last() (*Completion, error) {
	if c := w.Completion(); c != nil {
		return c, nil
	}
	return nil, mechanisms.ErrPeerGone
}
