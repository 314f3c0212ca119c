package doctor

import (
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"ipcbench/internal/cpu"
	"ipcbench/internal/host"
)

// usable are the CPUs that this process may use, at least one.
func usable(t *testing.T) []int {
	t.Helper()
	cpus, err := host.UsableCPUs()
	if err != nil {
		t.Fatal(err)
	}
	return cpus
}

// plausible is a time that a machine can take: it has happened, and within the minute.
func plausible(ns float64) bool { return ns > 0 && ns < float64(time.Minute) }

func TestSteps(t *testing.T) {
	for name, ns := range map[string]float64{
		"null call": nullCall(), "clock reading": clockReading(), "step of the clock": clockStep(),
	} {
		if !plausible(ns) {
			t.Errorf("%s: %v ns", name, ns)
		}
	}
}

// A wake-up is measured on one CPU and, where there are two, across them, and leaves no thread behind that is pinned.
func TestWakeUp(t *testing.T) {
	cpus := usable(t)
	last := cpus[len(cpus)-1]
	for _, waker := range []int{last, cpus[0]} {
		d, err := wakeUp(waker, last, 50*time.Millisecond)
		if err != nil || !plausible(d.median) || d.p99 < d.median || d.n < leastWakes || d.n > wakeUps {
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
	g, err := jitter(cpus[0], watch)
	if err != nil || g.watched < float64(watch) || g.longest <= 0 || g.total > g.watched ||
		g.n > 0 && g.longest < float64(gapWorthCounting) {
		t.Errorf("%+v, %v", g, err)
	}
}

// A thread that shares its CPU with another that wants it as much stands still for a part of the time.
func TestJitterSeesAnotherThread(t *testing.T) {
	here := usable(t)[0]
	over := make(chan struct{})
	ready := make(chan error)
	go func() {
		runtime.LockOSThread() // never unlocked
		ready <- pin(here)
		for {
			select {
			case <-over:
				return
			default:
				cpu.Pause()
			}
		}
	}()
	if err := <-ready; err != nil {
		t.Fatal(err)
	}
	defer close(over)
	g, err := jitter(here, 500*time.Millisecond)
	if err != nil || g.total < 0.1*g.watched {
		t.Errorf("beside a thread that spins: %+v, %v", g, err)
	}
}

func TestLineRoundTrip(t *testing.T) {
	cpus := usable(t)
	if len(cpus) < 2 {
		t.Skip("one CPU")
	}
	if ns, err := lineRoundTrip(cpus[0], cpus[len(cpus)-1], 50*time.Millisecond); err != nil || !plausible(ns) {
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
	if _, err := wakeUp(cpu, none, time.Second); err == nil {
		t.Error("wakeUp: no error")
	}
	if _, err := lineRoundTrip(cpu, none, time.Second); err == nil {
		t.Error("lineRoundTrip: no error")
	}
	if _, err := jitter(none, time.Second); err == nil {
		t.Error("jitter: no error")
	}
}

// A machine whose CPUs the host moves has several figures, and not one between them.
func TestStatesOfTheLineAreTold(t *testing.T) {
	for want, looks := range map[string][]float64{
		"81.0 ns": {80, 81, 82, 80, 81, 83, 81},
		"40.0 ns in 3 of 9 looks, 81.0 ns in 3 of 9 looks, 440 ns in 3 of 9 looks": {
			40, 39, 41, 81, 80, 82, 440, 430, 450,
		},
		"80.0 ns": {80, 80, 80, 80, 80, 900}, // an interruption
	} {
		if got, states := lineFound(looks); got != want || states > 1 != strings.Contains(want, "looks") {
			t.Errorf("%v: %q, %d states; want %q", looks, got, states, want)
		}
	}
}
