package word_test

import (
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/word"
)

// shared is what two processes would map: the value and who sleeps on it, on lines of their own.
type shared struct {
	value   uint64
	_       [word.Line - 8]byte
	sleeper uint32
}

func waiter(wait mechanisms.Wait, peer *mechanisms.Peer) word.Waiter {
	return word.NewWaiter(&mechanisms.End{Wait: wait, Peer: peer})
}

func (s *shared) word() word.Word { return word.Word{Value: &s.value, Sleeper: &s.sleeper} }

// A thread that sleeps in the kernel keeps its P: with one, as on one CPU, nothing else would run.
func manyProcessors(t *testing.T) {
	before := runtime.GOMAXPROCS(max(4, runtime.GOMAXPROCS(0)))
	t.Cleanup(func() { runtime.GOMAXPROCS(before) })
}

// Whatever the strategy, and however long the other side takes, Await returns when the word has its value.
func TestAwaitReturnsWhenReached(t *testing.T) {
	manyProcessors(t)
	for _, wait := range word.Waits {
		for _, after := range []time.Duration{0, 10 * mechanisms.HybridSpin} {
			t.Run(fmt.Sprint(wait, " ", after), func(t *testing.T) {
				var question, answer shared
				peer := new(mechanisms.Peer)
				done := make(chan error, 1)
				const rounds = 100
				go func() {
					runtime.LockOSThread()
					defer runtime.UnlockOSThread()
					asked := waiter(wait, peer)
					for i := uint32(1); i <= rounds; i++ {
						if err := question.word().Await(i, &asked); err != nil {
							done <- err
							return
						}
						answer.word().Publish(uint64(i)|1<<40, wait.Sleeps()) // the high half is the writer's affair
					}
					done <- nil
				}()
				answered := waiter(wait, peer)
				for i := uint32(1); i <= rounds; i++ {
					for began := time.Now(); time.Since(began) < after; {
						runtime.Gosched()
					}
					question.word().Publish(uint64(i), wait.Sleeps())
					if err := answer.word().Await(i, &answered); err != nil {
						t.Fatal(err)
					}
				}
				if err := <-done; err != nil {
					t.Fatal(err)
				}
			})
		}
	}
}

// The same with Idle, for a side that waits for something else than a value: that the word has changed at all.
func TestIdleReturnsWhenChanged(t *testing.T) {
	manyProcessors(t)
	for _, wait := range word.Waits {
		t.Run(string(wait), func(t *testing.T) {
			var s shared
			changed := make(chan error, 1)
			go func() {
				runtime.LockOSThread()
				defer runtime.UnlockOSThread()
				w := waiter(wait, new(mechanisms.Peer))
				var err error
				for polls := 0; s.word().Reached(0) && err == nil; polls++ {
					err = w.Idle(polls, word.Low(&s.value), 0, &s.sleeper)
				}
				changed <- err
			}()
			time.Sleep(time.Millisecond)
			s.word().Publish(5, wait.Sleeps())
			if err := <-changed; err != nil {
				t.Error(err)
			}
		})
	}
}

// Who polls notices that the other process has ended; but what that wrote before still counts.
func TestPeerGone(t *testing.T) {
	for _, wait := range []mechanisms.Wait{mechanisms.Spin, mechanisms.Yield, mechanisms.Hybrid} {
		var s shared
		peer := new(mechanisms.Peer)
		w := word.NewWaiter(&mechanisms.End{Wait: wait, Peer: peer, Spin: mechanisms.SpinFor(mechanisms.MaxSpin)})
		peer.MarkGone()
		s.word().Set(1)
		if err := s.word().Await(1, &w); err != nil {
			t.Errorf("%s: %v although the word was reached", wait, err)
		}
		if err := s.word().Await(2, &w); !errors.Is(err, mechanisms.ErrPeerGone) {
			t.Errorf("%s: Await: %v, want ErrPeerGone", wait, err)
		}
		var err error
		for polls := 0; err == nil; polls++ {
			err = w.Idle(polls, word.Low(&s.value), 1, &s.sleeper)
		}
		if !errors.Is(err, mechanisms.ErrPeerGone) {
			t.Errorf("%s: Idle: %v, want ErrPeerGone", wait, err)
		}
	}
}

// What the other side says once is heard, now or later; and its end before it has said anything.
func TestSaid(t *testing.T) {
	var s shared
	peer := new(mechanisms.Peer)
	go func() {
		time.Sleep(time.Millisecond)
		atomic.StoreUint64(&s.value, 7)
	}()
	for range 2 {
		if v, err := word.Said(&s.value, peer); v != 7 || err != nil {
			t.Errorf("%d, %v; want 7", v, err)
		}
	}
	peer.MarkGone()
	if _, err := word.Said(new(uint64), peer); !errors.Is(err, mechanisms.ErrPeerGone) {
		t.Errorf("%v, want ErrPeerGone", err)
	}
}

// Only who would sleep at once does not back off.
func TestBackOff(t *testing.T) {
	for _, wait := range word.Waits {
		w := waiter(wait, new(mechanisms.Peer))
		if got, want := w.BackOff(3), wait != mechanisms.Block; got != want {
			t.Errorf("%s: %t, want %t", wait, got, want)
		}
	}
	w := word.NewWaiter(&mechanisms.End{Wait: mechanisms.Hybrid, Spin: mechanisms.SpinFor(0)})
	if w.BackOff(3) {
		t.Error("a hybrid wait without spinning backs off")
	}
}

// A hybrid wait that may spin looks at the word, and one that may not says at once that it sleeps. It says so here in
// the word itself, where it shows afterwards: what was there before is gone.
func TestIdleKeepsToItsSpinTime(t *testing.T) {
	for _, c := range []struct {
		spin  mechanisms.SpinTime
		spins bool
	}{
		{mechanisms.SpinFor(0), false},
		{mechanisms.SpinFor(1), true},
		{mechanisms.SpinTime(0), true},
		{mechanisms.SpinFor(mechanisms.MaxSpin), true},
		{mechanisms.AdaptiveSpin, true},
	} {
		w := word.NewWaiter(&mechanisms.End{Wait: mechanisms.Hybrid, Peer: new(mechanisms.Peer), Spin: c.spin})
		const seen, changed = 4, 5
		value := uint32(changed)
		if err := w.Idle(0, &value, seen, &value); err != nil {
			t.Fatal(err)
		}
		if spun := value == changed; spun != c.spins {
			t.Errorf("spin time %v: spun %t, want %t", c.spin, spun, c.spins)
		}
	}
}
