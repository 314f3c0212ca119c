package bench

import (
	"errors"
	"os"
	"slices"

	"ipcbench/internal/meter"
	"ipcbench/internal/pair"
	"ipcbench/mechanisms"
)

// traceable says that workers may be traced: those that the gate counts the system calls of. No other's memory is
// anybody else's to read.
var traceable = os.Getenv(meter.Variable) != ""

// errUntraceable is what countTraced comes to where the kernel does not let us trace.
var errUntraceable = errors.New("system calls cannot be traced here")

// countTraced counts as [sample.count] does where the tracepoint may not be used: the workers are traced meanwhile. That makes each call slow, so the count
// of a side that tries again and again, or of the Go runtime, is none to report; but it is as that of another program that does the same.
func (s *sample) countTraced(n int) (syscallsPerOp float64, err error) {
	pids := []int{s.pair.PID(mechanisms.A), s.pair.PID(mechanisms.B)}
	ends := len(pids)
	if pids = slices.Compact(pids); !s.cell.Mechanism.Traits().Raw {
		ends = len(pids)
	}
	count, err := pair.TraceSyscalls(pids, ends)
	if err != nil {
		return 0, errors.Join(errUntraceable, err)
	}
	_, err = s.pass(order{Task: countTask, Pattern: s.cell.Pattern, Span: exactly(n), Whole: true, Marked: true})
	if err != nil {
		err = s.killed(err) // so that the tracer has nothing to wait for
	}
	calls, traceErr := count()
	return float64(calls) / float64(n), errors.Join(err, traceErr)
}
