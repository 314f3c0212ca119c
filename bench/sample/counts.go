package sample

import (
	"errors"
	"math"
	"time"

	"ipcbench/bench/worker"
	"ipcbench/internal/proc"
	"ipcbench/internal/sys"
)

const (
	// A counting pass is this long, within these numbers of ops: counts do not vary as times do.
	countFor   = 20 * time.Millisecond
	countLeast = 10
	countMost  = 10_000
)

// countOps is how many ops of nsPerOp a counting pass has.
func countOps(nsPerOp float64) int {
	return min(max(int(float64(countFor)/nsPerOp), countLeast), countMost)
}

// counts are what a pass without a clock counts.
type counts struct {
	syscallsPerOp float64            // of all ends, NaN where the kernel does not let us count
	seen          map[string]float64 // by the ends, by unit: the most that one of them saw
}

// count runs n ops of the pattern's loop once more and compares every byte.
func (s *Sample) count(n int) (counts, error) {
	tracepoint, unable := sys.SyscallTracepoint()
	if unable != nil {
		tracepoint = 0
	}
	reports, err := s.pass(worker.Order{
		Task: worker.CountTask, Span: worker.Exactly(n), Whole: true, Tracepoint: tracepoint,
	})
	c := counts{math.NaN(), map[string]float64{}}
	var calls uint64
	for _, r := range reports {
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

// errUntraceable is what countTraced comes to where the kernel does not let us trace.
var errUntraceable = errors.New("system calls cannot be traced here")

// countTraced counts as [Sample.count] does where the tracepoint may not be used: the workers, which must be traceable,
// are traced meanwhile. That makes each call slow, so the count of an end that tries again and again, or of the Go
// runtime, is none to report; but it is as that of another program that does the same.
func (s *Sample) countTraced(n int) (syscallsPerOp float64, err error) {
	pids, ends := s.pids(), s.pattern.Ends
	if !s.cell.Mechanism.Traits().Raw {
		ends = len(pids)
	}
	count, err := proc.TraceSyscalls(pids, ends)
	if err != nil {
		return 0, errors.Join(errUntraceable, err)
	}
	_, err = s.pass(worker.Order{Task: worker.CountTask, Span: worker.Exactly(n), Whole: true, Marked: true})
	if err != nil {
		err = s.killed(err) // so that the tracer has nothing to wait for
	}
	calls, traceErr := count()
	return float64(calls) / float64(n), errors.Join(err, traceErr)
}

// countCalls is how many system calls an op makes, counted by the tracepoint or a tracer; NaN where the kernel allows
// neither.
func (s *Sample) countCalls(n int) (float64, error) {
	if _, unable := sys.SyscallTracepoint(); unable == nil {
		c, err := s.count(n)
		return c.syscallsPerOp, err
	}
	calls, err := s.countTraced(n)
	if errors.Is(err, errUntraceable) {
		return math.NaN(), nil
	}
	return calls, err
}

// mostSteps is for how many ops, at most, the steps are timed one by one.
const mostSteps = 200

// steps does n ops more and returns what each step of the messages through them took, ns: that of all ends together.
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
