package sample

import (
	"errors"
	"math"
	"time"

	"ipcbench/bench/worker"
	"ipcbench/internal/proc"
	"ipcbench/internal/syscount"
)

const (
	// A counting pass lasts countFor, but has at least countLeast and at most countMost ops. Counts vary less than
	// times, so few ops are enough.
	countFor   = 8 * time.Millisecond
	countLeast = 10
	countMost  = 10_000

	// countPaced is how long a counting pass lasts at most whose messages are due at times of their own.
	countPaced = 300 * time.Millisecond
)

// countOps is how many ops a counting pass has, if one takes nsPerOp ns.
func countOps(nsPerOp float64) int {
	return min(max(int(float64(countFor)/nsPerOp), countLeast), countMost)
}

// counts are the results of a counting pass.
type counts struct {
	syscallsPerOp float64            // of all ends; NaN where the kernel does not allow counting
	seen          map[string]float64 // by unit, the largest value that an end has seen
}

// count does n ops without a clock, counts their system calls, and has every byte compared.
func (s *Sample) count(n int) (counts, error) {
	tracepoint, unable := syscount.Tracepoint()
	if unable != nil {
		tracepoint = 0
	}
	HoldCounters()
	defer LetCountersGo()
	o := worker.Order{Task: worker.CountTask, Span: worker.Exactly(n), Whole: true, Tracepoint: tracepoint}
	if s.rate > 0 {
		s.pace(&o)
	}
	reports, err := s.pass(o)
	c := counts{math.NaN(), map[string]float64{}}
	var calls uint64
	for _, r := range reports {
		if r.Uncountable {
			tracepoint = 0
		}
		calls += r.Syscalls
		for unit, value := range r.Seen {
			c.seen[unit] = max(c.seen[unit], value)
		}
	}
	if tracepoint != 0 {
		c.syscallsPerOp = float64(calls) / float64(n)
	}
	return c, err
}

// errUntraceable is the error of countTraced where the kernel does not allow tracing.
var errUntraceable = errors.New("system calls cannot be traced here")

// countTraced counts system calls where the tracepoint may not be used: it traces the worker processes, which must be
// traceable. That makes each call slow. So the count of an end that retries calls, or that the Go runtime runs, is
// larger than without tracing and is not reported in results. But it can be compared with the count of another
// program that is traced too.
func (s *Sample) countTraced(n int) (syscallsPerOp float64, err error) {
	pids, ends := s.pids(), len(s.all())
	if !s.cell.Mechanism.Traits().Raw {
		ends = len(pids)
	}
	count, err := proc.TraceSyscalls(pids, ends)
	if err != nil {
		return 0, errors.Join(errUntraceable, err)
	}
	_, err = s.pass(worker.Order{Task: worker.CountTask, Span: worker.Exactly(n), Whole: true, Marked: true})
	if err != nil {
		err = s.killed(err) // so that the tracer does not wait for ever
	}
	calls, traceErr := count()
	return float64(calls) / float64(n), errors.Join(err, traceErr)
}

// countCalls is how many system calls an op makes, counted by the tracepoint or by tracing; NaN where the kernel
// allows neither.
func (s *Sample) countCalls(n int) (float64, error) {
	if _, unable := syscount.Tracepoint(); unable == nil {
		c, err := s.count(n)
		return c.syscallsPerOp, err
	}
	calls, err := s.countTraced(n)
	if errors.Is(err, errUntraceable) {
		return math.NaN(), nil
	}
	return calls, err
}

// mostSteps is for how many ops, at most, the steps are timed.
const mostSteps = 200

// steps does n more ops, and returns by the name of the step how long each step took at any of the ends, in ns.
func (s *Sample) steps(n int) (map[string][]int64, error) {
	reports, err := s.pass(worker.Order{Task: worker.StepTask, Span: worker.Exactly(n)})
	all := map[string][]int64{}
	for _, r := range reports {
		for name, took := range r.Steps {
			all[name] = append(all[name], took...)
		}
	}
	return all, err
}
