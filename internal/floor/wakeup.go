package floor

import (
	"errors"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"

	"ipcbench/internal/sys"
)

// Delays are a distribution of delays, in ns.
type Delays struct {
	Median, P99 float64
	N           int // delays measured
}

const (
	wakeUps    = 400
	leastWakes = 20
	// asleepFor is how long the sleeper is left asleep, so that its CPU goes idle, as in [WakeUp].
	asleepFor = 300 * time.Microsecond
)

// WakeUp measures how long a thread on CPU sleeper that has been asleep in a futex for 0.3 ms runs after one on CPU waker
// has called to wake it: from before the call to its first clock reading. Across CPUs the sleeper's has gone idle by then,
// and what bringing it back takes (inter-processor interrupt, idle state, a hypervisor's scheduling) is most of it; on
// one CPU the waker sleeps next, and it is a switch of threads. It ends after 400 wake-ups or when budget is over, but not
// before 20. Source: futex(2); the idea is that of perf bench futex wake and of cyclictest.
func WakeUp(waker, sleeper int, budget time.Duration) (Delays, error) {
	w := wakeUp{across: waker != sleeper}
	err := onThreads(
		thread{sleeper, func() { w.sleep() }},
		thread{waker, func() { w.wake(budget) }},
	)
	if err != nil {
		return Delays{}, err
	}
	if len(w.delays) < leastWakes {
		return Delays{}, errors.New("too few wake-ups")
	}
	return Delays{Median: quantile(w.delays, 0.5), P99: quantile(w.delays, 0.99), N: len(w.delays)}, nil
}

// A wakeUp is what the two threads share.
type wakeUp struct {
	call   uint32       // how many wake-ups were asked for; the sleeper sleeps on it
	answer uint32       // how many were seen; the waker sleeps on it
	woke   atomic.Int64 // when the sleeper ran last
	over   atomic.Bool
	across bool // the two are on different CPUs
	delays []float64
}

func (w *wakeUp) sleep() {
	for seen := uint32(0); ; seen++ {
		for atomic.LoadUint32(&w.call) == seen {
			sys.FutexWait(&w.call, seen)
		}
		w.woke.Store(now())
		if w.over.Load() {
			return
		}
		atomic.StoreUint32(&w.answer, seen+1)
		sys.FutexWake(&w.answer)
	}
}

func (w *wakeUp) wake(budget time.Duration) {
	w.delays = make([]float64, 0, wakeUps)
	began := now()
	for n := uint32(1); n <= wakeUps && (n <= leastWakes || now()-began < int64(budget)); n++ {
		w.leaveAsleep()
		called := now()
		atomic.StoreUint32(&w.call, n)
		sys.FutexWake(&w.call)
		for atomic.LoadUint32(&w.answer) != n {
			sys.FutexWait(&w.answer, n-1)
		}
		w.delays = append(w.delays, float64(w.woke.Load()-called))
	}
	w.over.Store(true)
	atomic.AddUint32(&w.call, 1)
	sys.FutexWake(&w.call)
}

// leaveAsleep waits for asleepFor. Across CPUs the waker stays awake for it: only the sleeper's CPU is to have been idle.
func (w *wakeUp) leaveAsleep() {
	if !w.across {
		pause := unix.NsecToTimespec(int64(asleepFor))
		unix.Nanosleep(&pause, nil)
		return
	}
	for began := now(); now()-began < int64(asleepFor); {
		sys.Pause()
	}
}
