package floor

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"ipcbench/internal/sys"
)

// A thread is what to do, on which CPU.
type thread struct {
	cpu int
	do  func()
}

// alone keeps measurements apart: each takes the runtime's settings for itself.
var alone sync.Mutex

// onThreads runs each on a thread of its own, pinned, and returns when all have ended; they begin when all are where they
// belong, or not at all. The threads make raw system calls, so that the Go runtime cannot stop one that sleeps in the
// kernel: meanwhile there is no garbage collection, and one P more than there are threads.
func onThreads(threads ...thread) error {
	alone.Lock()
	defer alone.Unlock()
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(max(runtime.GOMAXPROCS(0), len(threads)+1)))

	pinned, begin := make(chan error), make(chan bool, len(threads))
	var running sync.WaitGroup
	for _, t := range threads {
		running.Go(func() {
			runtime.LockOSThread() // for ever: the thread ends with the goroutine, and its affinity with it
			pinned <- pin(t.cpu)
			if !<-begin {
				return
			}
			sys.NoPreempt()
			t.do()
			sys.Preempt()
		})
	}
	var failed error
	for range threads {
		if err := <-pinned; err != nil {
			failed = err
		}
	}
	for range threads {
		begin <- failed == nil
	}
	running.Wait()
	return failed
}

func pin(cpu int) error {
	var set unix.CPUSet
	set.Set(cpu)
	if err := unix.SchedSetaffinity(0, &set); err != nil {
		return fmt.Errorf("sched_setaffinity to CPU %d: %w", cpu, err)
	}
	return nil
}

var epoch = time.Now()

// now is the monotonic clock in ns since the program started.
func now() int64 { return int64(time.Since(epoch)) }

// quantile is the value below which a share q of values lies, by nearest rank; 0 of none.
func quantile(values []float64, q float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)]
}
