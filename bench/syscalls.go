package bench

import (
	"fmt"
	"math"
	"os"
	"strconv"
	"time"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
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

// Counts are what a pass without a clock counts.
type counts struct {
	syscallsPerOp float64 // of both sides, NaN where the kernel does not let us count
	deepest       uint64  // messages on the way at once, 0 if that was not looked at
}

// count runs n ops of the pattern's loop once more and compares every byte.
func (s *sample) count(n int) (counts, error) {
	tracepoint, unable := sys.SyscallTracepoint()
	if unable != nil {
		tracepoint = 0
	}
	reports, err := s.pass(order{Task: countTask, Pattern: s.cell.Pattern, Span: exactly(n), Whole: true, Tracepoint: tracepoint})
	c := counts{math.NaN(), reports[mechanisms.B].Deepest}
	if tracepoint != 0 {
		c.syscallsPerOp = float64(reports[mechanisms.A].Syscalls+reports[mechanisms.B].Syscalls) / float64(n)
	}
	return c, err
}

// A counting is a side's counter in a counting pass; nil counts nothing.
type counting struct {
	counter interface { // a [sys.SyscallCounter], or [sys.Marks] for the tracer
		Start() unix.Errno
		Stop() unix.Errno
		Count() (uint64, error)
		Close() error
	}
	raw bool
}

// count prepares the counting of what this side's loop calls: of its thread alone if the mechanism is raw, so that the
// runtime's own threads stay out of it, and else of the process, which one of its sessions answers for.
func (s *side) count(o order) (*counting, error) {
	if o.Tracepoint == 0 && !o.Marked || !s.Traits.Raw && !s.Lead {
		return nil, nil
	}
	if o.Marked {
		begin := sys.ProcessBegins
		if s.Traits.Raw {
			begin = sys.ThreadBegins
		}
		return &counting{sys.Marks{Begin: begin}, s.Traits.Raw}, nil
	}
	tids := []int{0}
	if !s.Traits.Raw {
		var err error
		if tids, err = threads(); err != nil {
			return nil, err
		}
	}
	c, err := sys.CountSyscalls(o.Tracepoint, tids)
	if err != nil {
		return nil, err
	}
	return &counting{c, s.Traits.Raw}, nil
}

// threads are the ids of this process's threads, the calling one first.
func threads() ([]int, error) {
	entries, err := os.ReadDir("/proc/self/task")
	if err != nil {
		return nil, err
	}
	tids := []int{0}
	for _, e := range entries {
		if tid, err := strconv.Atoi(e.Name()); err == nil && tid != unix.Gettid() {
			tids = append(tids, tid)
		}
	}
	return tids, nil
}

// around counts the system calls of a loop.
func (c *counting) around(loop func() error) (uint64, error) {
	if c == nil {
		return 0, loop()
	}
	defer c.counter.Close()
	if c.raw {
		sys.NoPreempt()
	}
	start := c.counter.Start()
	err := loop()
	stop := c.counter.Stop()
	if c.raw {
		sys.Preempt()
	}
	if err != nil {
		return 0, err
	}
	if start != 0 || stop != 0 {
		return 0, fmt.Errorf("starting or stopping a system call counter: %v, %v", start, stop)
	}
	n, err := c.counter.Count()
	if err != nil {
		return 0, err
	}
	const stopping = 1 // the call that stopped it
	return max(n, stopping) - stopping, nil
}
