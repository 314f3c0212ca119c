package doctor

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"ipcbench/internal/sys"
)

// A thread is a CPU and what to do on it.
type thread struct {
	cpu int
	do  func()
}

// alone lets one measurement run at a time, as each changes settings of the Go runtime.
var alone sync.Mutex

// onThreads runs each on a thread of its own that is pinned to its CPU, and returns when all have ended. They begin
// when all are pinned, or not at all. The threads make raw system calls, and the Go runtime cannot stop one that sleeps
// in such a call. So there is no garbage collection meanwhile, and one P more than there are threads.
func onThreads(threads ...thread) error {
	alone.Lock()
	defer alone.Unlock()
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(max(runtime.GOMAXPROCS(0), len(threads)+1)))

	pinned, begin := make(chan error), make(chan bool, len(threads))
	var running sync.WaitGroup
	for _, t := range threads {
		running.Go(func() {
			runtime.LockOSThread() // never unlocked: the thread ends with the goroutine, and so does its affinity
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
