package mechtest

import (
	"runtime"
	"runtime/metrics"
	"sync/atomic"
	"testing"
	"time"
	"unsafe"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

const (
	rawTurns   = 20  // round trips while the world is to be stopped
	rawPaused  = 5   // of them with an answer so late that who waits for it falls asleep
	rawPoured  = 64  // messages each way that fill what most mechanisms hold before they are received
	rawCounted = 100 // round trips of which allocations and wake-ups are counted
	rawFew     = 20  // so many may be another's in this process
	rawTries   = 3   // of the counting

	// rawRest is how long B rests before each answer that is counted. A goroutine that a message has woken runs
	// meanwhile, or the next message could not wake it again.
	rawRest = 100 * time.Microsecond

	// rawDelay is how long the runtime has to begin to stop the world. If it needs longer, a false claim may pass.
	rawDelay = 20 * time.Millisecond
)

// remedy is what makes a false claim true.
const remedy = "use unix.RawSyscall and unix.RawSyscall6, or do not set Raw"

// keepsOutOfTheRuntime: a mechanism that declares itself Raw does nothing that the Go runtime takes part in.
//
// The runtime itself shows it. While a loop uses the Link, on a thread that the scheduler cannot preempt, another
// goroutine stops the world. If the Link makes a system call that the runtime knows of, the world can stop meanwhile.
// If it waits in the scheduler, the worker ends. If it does neither, the world cannot stop until the loop is over.
// Nothing is timed, and no true claim can fail. Source: runtime/proc.go, entersyscallHandleGCWait and schedule.
//
// Allocations, and goroutines that are woken, are counted besides.
func keepsOutOfTheRuntime(t *testing.T, s subject) {
	if !s.traits.Raw {
		t.Skip("does not declare itself Raw")
	}
	if s.traits.Scope == mechanisms.Thread {
		t.Skip("its sides are threads of one process, whose world is one")
	}
	size := s.size(4096)
	st := raise(t, s, size)
	defer st.close()
	sizes, short := []int{size}, []int{s.size(64)}
	for _, c := range []command{
		{Do: doTurns, Sizes: short, Count: rawTurns, Stop: true},
		{Do: doPour, Sizes: sizes, Count: rawPoured, Stop: true},
		{Do: doPourBack, Sizes: sizes, Count: rawPoured, Stop: true},
	} {
		for side, o := range st.both(c, c) {
			if o.Stopped {
				t.Fatalf("side %v declares itself Raw, but makes system calls that the Go runtime takes part in (%s)",
					side, remedy)
			}
		}
	}
	turns := command{Do: doTurns, Sizes: short, Count: rawCounted}
	for try := 1; ; try++ {
		all := st.both(turns, turns)
		a, b := all[mechanisms.A], all[mechanisms.B]
		if max(a.Mallocs, a.Woken, b.Mallocs, b.Woken) < rawFew {
			return
		}
		if try == rawTries {
			t.Fatalf("declares itself Raw, but in %d round trips side A allocated %d objects and woke %d goroutines, "+
				"side B %d and %d", rawCounted, a.Mallocs, a.Woken, b.Mallocs, b.Woken)
		}
	}
}

// aside does turns or a stream on a thread that the Go scheduler cannot preempt, as the engine's loops do.
func (p *puppet) aside(c command) (o outcome, err error) {
	size := c.Sizes[0]
	out, in := content(nil, c.Seed, 0, size, p.Traits.Number), make([]byte, size)
	loop := func() error { return p.turns(c, out, in) }
	if c.Do != doTurns {
		loop = func() error { return p.pour(c, out, in) }
	}
	if c.Stop {
		o.Stopped, err = whileStopping(loop)
		return o, err
	}
	before := heedOf()
	sys.NoPreempt()
	err = loop()
	sys.Preempt()
	after := heedOf()
	o.Mallocs, o.Woken = after.mallocs-before.mallocs, (after.woken-before.woken)*wokenShare
	return o, err
}

// whileStopping runs loop while another goroutine of this process stops the world, and tells whether the world stopped
// before loop was over.
func whileStopping(loop func() error) (stopped bool, err error) {
	var pinned, asking, done atomic.Bool
	over := make(chan struct{})
	go func() {
		defer close(over)
		for !pinned.Load() {
			time.Sleep(100 * time.Microsecond)
		}
		asking.Store(true)
		runtime.ReadMemStats(new(runtime.MemStats))
		done.Store(true)
	}()
	sys.NoPreempt()
	pinned.Store(true)
	for !asking.Load() {
		nap(100 * time.Microsecond)
	}
	nap(rawDelay)
	err = loop()
	stopped = done.Load()
	sys.Preempt()
	<-over
	return stopped, err
}

// turns are round trips that A begins.
func (p *puppet) turns(c command, out, in []byte) error {
	for i := range c.Count {
		if p.End.Side == mechanisms.B {
			if err := p.take(i, in); err != nil {
				return err
			}
			switch {
			case !c.Stop:
				nap(rawRest)
			case i < rawPaused:
				nap(time.Millisecond)
			}
		}
		if err := p.give(i, out); err != nil {
			return err
		}
		if p.End.Side == mechanisms.A {
			if err := p.take(i, in); err != nil {
				return err
			}
		}
	}
	return nil
}

// pour is a stream whose receiver comes late.
func (p *puppet) pour(c command, out, in []byte) error {
	sender := mechanisms.A
	if c.Do == doPourBack {
		sender = mechanisms.B
	}
	if p.End.Side != sender {
		nap(20 * time.Millisecond)
	}
	for i := range c.Count {
		var err error
		if p.End.Side == sender {
			err = p.give(i, out)
		} else {
			err = p.take(i, in)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// give sends a message and, if the Link holds messages back, hands it over.
func (p *puppet) give(i int, out []byte) error {
	var err error
	if viewer, ok := p.link.(mechanisms.Viewer); ok && i%2 == 1 {
		err = sendInPlace(viewer, out)
	} else {
		err = p.link.Send(out)
	}
	if f, ok := p.link.(mechanisms.Flusher); ok && err == nil {
		err = f.Flush()
	}
	p.Counters.Sent++
	return err
}

func (p *puppet) take(i int, in []byte) error {
	p.Counters.Received++
	if viewer, ok := p.link.(mechanisms.Viewer); ok && i%2 == 1 {
		return recvInPlace(viewer, len(in), func([]byte) error { return nil })
	}
	return p.link.Recv(in)
}

// nap sleeps without the runtime. Source: nanosleep(2).
func nap(d time.Duration) {
	ts := unix.NsecToTimespec(int64(d))
	unix.RawSyscall(unix.SYS_NANOSLEEP, uintptr(unsafe.Pointer(&ts)), 0, 0)
}

// A heed counts what the runtime has done for this process.
type heed struct{ mallocs, woken int }

// wokenShare: of so many goroutines that become runnable, the runtime counts one. Source: runtime/runtime2.go,
// gTrackingPeriod.
const wokenShare = 8

func heedOf() heed {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	latencies := []metrics.Sample{{Name: "/sched/latencies:seconds"}}
	metrics.Read(latencies)
	h := heed{mallocs: int(m.Mallocs)}
	for _, n := range latencies[0].Value.Float64Histogram().Counts {
		h.woken += int(n)
	}
	return h
}
