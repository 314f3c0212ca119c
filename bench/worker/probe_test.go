package worker

import (
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ipcbench/internal/floor"
	"ipcbench/internal/proc"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// The ends of a group probe the machine's state again and again: what they were asked for, and nothing else. A third
// end has no part in it.
func TestEndsProbeWhatTheyAreAskedFor(t *testing.T) {
	// The ends wait for each other where the Go runtime does not know of it. So each keeps its P, and the garbage
	// collector, which would stop one of them, would wait for the other for ever.
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(max(4, runtime.GOMAXPROCS(0))))
	const prot, flags = unix.PROT_READ | unix.PROT_WRITE, unix.MAP_SHARED | unix.MAP_ANONYMOUS
	scratch, err := unix.Mmap(-1, 0, proc.ScratchBytes, prot, flags)
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Munmap(scratch)
	var ends []*Worker
	for side := range 3 {
		ends = append(ends, newWorker(&proc.Session{
			End: &mechanisms.End{Side: mechanisms.Side(side)}, Counters: new(proc.Counters), Scratch: scratch,
		}))
	}
	for range 3 {
		for _, asked := range []Probe{{}, {Wake: true}, {Line: true}, {Line: true, Wake: true}} {
			if asked.Line && runtime.NumCPU() < 2 {
				continue // the ends would wait for each other for whole time slices
			}
			var reports [3]Report
			var all sync.WaitGroup
			var running atomic.Int32
			for i, end := range ends {
				all.Go(func() {
					// A goroutine that sleeps without the runtime's knowledge does not start others; see package turns.
					for running.Add(1); int(running.Load()) < len(ends); {
						unix.Syscall(unix.SYS_SCHED_YIELD, 0, 0, 0)
					}
					end.probe(Order{Task: ProbeTask, Probe: asked}, &reports[i])
				})
			}
			all.Wait()
			s := reports[0].State
			if s.Call <= 0 || s.Clock <= 0 || s.Line > 0 != asked.Line || s.Wake > 0 != asked.Wake {
				t.Errorf("asked for %+v: %+v", asked, s)
			}
			if reports[1].State != (State{}) || reports[2].State != (State{}) {
				t.Errorf("others reported %+v, %+v", reports[1].State, reports[2].State)
			}
		}
	}
}

// The rate of additions is that of the processor's clock: it grows with the number of them, and neither the compiler
// nor the processor leaves any out.
func TestAdditionsAreDoneOneByOne(t *testing.T) {
	took := func(n int) time.Duration {
		var all []time.Duration
		for range 21 {
			began := time.Now()
			spent = floor.Additions(spent, spent|1, uint64(n), n)
			all = append(all, time.Since(began))
		}
		return slices.Min(all)
	}
	once, tenfold := took(10_000), took(100_000)
	if each := float64(tenfold) / (100_000 * floor.AdditionsEach); each < 0.1 {
		t.Errorf("%.3f ns each: more than ten a nanosecond", each)
	}
	if ratio := float64(tenfold) / float64(once); ratio < 5 || ratio > 20 {
		t.Errorf("ten times as many take %.1f times as long", ratio)
	}
}
