package floor

import (
	"math"
	"os"
	"runtime"
	"testing"
	"time"

	"ipcbench/internal/sys"
)

// usable are the CPUs that this process may use, at least one.
func usable(t *testing.T) []int {
	t.Helper()
	cpus, err := sys.UsableCPUs()
	if err != nil {
		t.Fatal(err)
	}
	return cpus
}

// plausible is a time that a machine can take: it has happened, and within the minute.
func plausible(ns float64) bool { return ns > 0 && ns < float64(time.Minute) }

func TestNullSyscall(t *testing.T) {
	if ns := NullSyscall(); !plausible(ns) {
		t.Errorf("%v ns", ns)
	}
}

func TestClockRead(t *testing.T) {
	if c := ClockRead(); !plausible(c.Cost) || !plausible(c.Step) {
		t.Errorf("%+v", c)
	}
}

// A wake-up is measured on one CPU and, where there are two, across them, and leaves no thread behind that is pinned.
func TestWakeUp(t *testing.T) {
	cpus := usable(t)
	last := cpus[len(cpus)-1]
	for _, waker := range []int{last, cpus[0]} {
		d, err := WakeUp(waker, last, 50*time.Millisecond)
		if err != nil || !plausible(d.Median) || d.P99 < d.Median || d.N < leastWakes || d.N > wakeUps {
			t.Errorf("CPU %d wakes %d: %+v, %v", waker, last, d, err)
		}
	}
	if got := usable(t); len(got) != len(cpus) {
		t.Errorf("afterwards this thread may use CPUs %v", got)
	}
}

func TestJitterWatchesAsLongAsAsked(t *testing.T) {
	cpus := usable(t)
	const watch = 20 * time.Millisecond
	g, err := Jitter(cpus[0], watch)
	if err != nil || g.Watched < float64(watch) || g.Longest <= 0 || g.Total > g.Watched || g.N > 0 && g.Longest < float64(gapWorthCounting) {
		t.Errorf("%+v, %v", g, err)
	}
}

// A thread that shares its CPU with another that wants it as much stands still for a part of the time.
func TestJitterSeesAnotherThread(t *testing.T) {
	cpu := usable(t)[0]
	over := make(chan struct{})
	ready := make(chan error)
	go func() {
		runtime.LockOSThread() // for ever
		ready <- pin(cpu)
		for {
			select {
			case <-over:
				return
			default:
				sys.Pause()
			}
		}
	}()
	if err := <-ready; err != nil {
		t.Fatal(err)
	}
	defer close(over)
	g, err := Jitter(cpu, 500*time.Millisecond)
	if err != nil || g.Total < 0.1*g.Watched {
		t.Errorf("beside a thread that spins: %+v, %v", g, err)
	}
}

func TestLineRoundTrip(t *testing.T) {
	cpus := usable(t)
	if _, err := LineRoundTrip(cpus[0], cpus[0], time.Second); err == nil {
		t.Error("no error for one CPU")
	}
	if len(cpus) < 2 {
		t.Skip("one CPU")
	}
	if ns, err := LineRoundTrip(cpus[0], cpus[len(cpus)-1], 50*time.Millisecond); err != nil || !plausible(ns) {
		t.Errorf("%v ns, %v", ns, err)
	}
}

// A CPU that does not exist is an error, and the thread that is well placed does not wait for the other.
func TestNoSuchCPU(t *testing.T) {
	const none = 1000
	if _, err := os.Stat("/sys/devices/system/cpu/cpu1000"); err == nil {
		t.Skip("there is a CPU 1000")
	}
	cpu := usable(t)[0]
	if _, err := WakeUp(cpu, none, time.Second); err == nil {
		t.Error("WakeUp: no error")
	}
	if _, err := LineRoundTrip(cpu, none, time.Second); err == nil {
		t.Error("LineRoundTrip: no error")
	}
	if _, err := Jitter(none, time.Second); err == nil {
		t.Error("Jitter: no error")
	}
}

func TestQuantile(t *testing.T) {
	values := []float64{5, 1, 4, 2, 3}
	for q, want := range map[float64]float64{0: 1, 0.5: 3, 0.99: 5, 1: 5} {
		if got := quantile(values, q); got != want {
			t.Errorf("%v: %v, want %v", q, got, want)
		}
	}
	if got := quantile(nil, 0.5); got != 0 || math.IsNaN(got) {
		t.Errorf("of none: %v", got)
	}
}
