package worker

import (
	"runtime"
	"slices"
	"sync/atomic"
	"time"
	"unsafe"

	"ipcbench/internal/floor"
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// A State is what known work took on the CPUs of a sample's ends at one moment. What was not probed is 0.
type State struct {
	Call  float64 // ns of a system call that does nothing, on the first end's CPU
	Clock float64 // operations per ns of a chain in which each needs the result of the last, on the first end's CPU
	Line  float64 // ns in which a cache line travels from the first end's CPU to the second's and back
	Wake  float64 // ns in which the second end is woken, and wakes the first
}

// A Probe says what the first two ends probe together.
type Probe struct{ Line, Wake bool }

// Each figure of a state is the median of probeBatches batches, so that an interruption does not count.
const (
	probeBatches   = 9
	probeCalls     = 40                    // calls in a batch: 3 to 40 µs
	probeAdditions = 1_000                 // rounds of [floor.AdditionsEach] in a batch: 16,000 clock cycles
	probeLines     = 50                    // journeys in a batch: 3 to 25 µs
	probeRest      = 30 * time.Microsecond // how long the second end has to fall asleep before it is woken
)

// A prober does an end's part of a probe.
type prober struct {
	line, wake   *floor.Words // which the first two ends share
	met          *[2]uint64   // how often each of them has come to a meeting
	threads      bool         // they are threads of one process
	lines, wakes uint64       // how many ops have been done with them
	progress     uint64       // is of no use: a probe is short
	sum          uint64       // of the additions
}

// attach finds in the memory that the ends share what they share of it.
func (p *prober) attach(shared []byte) {
	p.line = floor.WordsIn(shared[:floor.WordsBytes])
	p.wake = floor.WordsIn(shared[floor.WordsBytes : 2*floor.WordsBytes])
	p.met = (*[2]uint64)(unsafe.Pointer(&shared[2*floor.WordsBytes : 2*floor.WordsBytes+16][0]))
}

// meet brings the first two ends together: when it has returned at both, both are running.
//
// Processes meet by a wake-up, so that the second sleeps until the first comes, also on the same CPU. Threads of one
// process must not sleep without the Go runtime's knowledge before both run, since nothing else might start the other;
// see package turns. They yield, by a call that the runtime knows of.
func (p *prober) meet(side int) {
	switch {
	case p.threads:
		atomic.AddUint64(&p.met[side], 1)
		for atomic.LoadUint64(&p.met[1-side]) < atomic.LoadUint64(&p.met[side]) {
			unix.Syscall(unix.SYS_SCHED_YIELD, 0, 0, 0)
		}
	case side == 0:
		p.wakes = floor.WakeA(p.wake, p.wakes, 1, &p.progress)
	default:
		p.wakes = floor.WakeB(p.wake, p.wakes, 1, &p.progress)
	}
}

// canProbe tells whether this end can take part in probes of several ends. An end that has nothing to do is tied to no
// CPU. And an end that waits without the Go runtime's knowledge keeps its P: if the process has no other, its other
// ends cannot run meanwhile.
func (w *Worker) canProbe(role *Role) bool {
	return !role.idle() && !w.session.Blind && (w.Traits.Scope != mechanisms.Thread || runtime.GOMAXPROCS(0) > 1)
}

// probe is this end's part of a probe. Ends after the second have none.
func (w *Worker) probe(o Order, r *Report) {
	if w.prober.line == nil {
		w.prober.attach(w.session.Scratch)
		w.prober.threads = w.Traits.Scope == mechanisms.Thread
	}
	if w.Traits.Raw {
		sys.NoPreempt()
		defer sys.Preempt()
	}
	switch w.End.Side {
	case 0:
		r.State = w.prober.first(o.Probe)
	case 1:
		w.prober.second(o.Probe)
	}
}

// first is the first end's part. It begins with what it does alone, while the second waits for it.
func (p *prober) first(with Probe) (s State) {
	s.Call = medianTime(probeCalls, floor.NullCalls)
	s.Clock = floor.AdditionsEach / medianTime(probeAdditions, func(n int) {
		p.sum = floor.Additions(p.sum, p.sum|1, uint64(n), n)
	})
	if !with.Line && !with.Wake {
		return s
	}
	p.meet(0)
	if with.Line {
		s.Line = medianTime(probeLines, func(n int) { p.lines = floor.LineA(p.line, p.lines, n, &p.progress) })
	}
	if with.Wake {
		s.Wake = median(func() time.Duration {
			for began := time.Now(); time.Since(began) < probeRest; { // until the second end surely sleeps
			}
			began := time.Now()
			p.wakes = floor.WakeA(p.wake, p.wakes, 1, &p.progress)
			return time.Since(began)
		})
	}
	return s
}

// second is the second end's part.
func (p *prober) second(with Probe) {
	if !with.Line && !with.Wake {
		return
	}
	p.meet(1)
	if with.Line {
		p.lines = floor.LineB(p.line, p.lines, probeBatches*probeLines, &p.progress)
	}
	if with.Wake {
		p.wakes = floor.WakeB(p.wake, p.wakes, probeBatches, &p.progress)
	}
}

// medianTime is what one of n rounds of a loop takes, in ns.
func medianTime(n int, loop func(n int)) float64 {
	return median(func() time.Duration {
		began := time.Now()
		loop(n)
		return time.Since(began)
	}) / float64(n)
}

// median is that of what some batches say they took, in ns.
func median(batch func() time.Duration) float64 {
	var took [probeBatches]time.Duration
	for i := range took {
		took[i] = batch()
	}
	slices.Sort(took[:])
	return float64(took[probeBatches/2])
}
