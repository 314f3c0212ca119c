package doctor

import (
	"slices"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"
	"gonum.org/v1/gonum/stat"

	"ipcbench/internal/cpu"
	"ipcbench/internal/floor"
)

// A delays is a distribution of delays, in ns.
type delays struct {
	median, p99 float64
	n           int // delays measured
}

const (
	wakeUps    = 400
	leastWakes = 20
	// asleepFor is how long the sleeper sleeps before it is woken, so that its CPU goes idle.
	asleepFor = 300 * time.Microsecond
)

// wakeUp measures how long it takes until a thread on CPU sleeper runs that has slept in a futex for 0.3 ms: from
// before the call of a thread on CPU waker that wakes it to its own first clock reading. Across CPUs the sleeper's CPU
// has gone idle by then, and most of the time goes into bringing it back (inter-processor interrupt, idle state, the
// hypervisor's scheduling). On one CPU the waker sleeps next, and it is a switch between threads. It ends after 400
// wake-ups or when atMost is over, but not before 20. Source: futex(2); the idea is that of perf bench futex wake and
// of cyclictest.
func wakeUp(waker, sleeper int, atMost time.Duration) (delays, error) {
	words, err := floor.MapWords(-1)
	if err != nil {
		return delays{}, err
	}
	defer words.Unmap()
	var woke atomic.Int64 // when the sleeper ran last
	var over atomic.Bool  // the wake-up to come is the last
	var ofA uint64
	all := make([]float64, 0, wakeUps)
	err = onThreads(
		thread{sleeper, func() {
			last := false
			for done := uint64(0); !last; done++ {
				floor.WakeThenB(words, done, func() {
					woke.Store(now())
					last = over.Load() // here, while the waker waits for the answer
				})
			}
		}},
		thread{waker, func() {
			began := now()
			for more := true; more; {
				leaveAsleep(waker != sleeper)
				n := len(all) + 1
				more = n < wakeUps && (n < leastWakes || now()-began < int64(atMost))
				if !more {
					over.Store(true)
				}
				called := now()
				floor.WakeA(words, uint64(len(all)), 1, &ofA)
				all = append(all, float64(woke.Load()-called))
			}
		}},
	)
	if err != nil {
		return delays{}, err
	}
	slices.Sort(all)
	at := func(q float64) float64 { return stat.Quantile(q, stat.Empirical, all, nil) }
	return delays{median: at(0.5), p99: at(0.99), n: len(all)}, nil
}

// leaveAsleep waits for asleepFor. Across CPUs the waker stays awake meanwhile: only the sleeper's CPU is to have been
// idle.
func leaveAsleep(across bool) {
	if !across {
		pause := unix.NsecToTimespec(int64(asleepFor))
		unix.Nanosleep(&pause, nil)
		return
	}
	for began := now(); now()-began < int64(asleepFor); {
		cpu.Pause()
	}
}
