package worker

import (
	"fmt"
	"os"
	"strconv"

	"ipcbench/internal/sys"

	"golang.org/x/sys/unix"
)

// A counting is an end's counter of system calls in a counting pass; nil counts nothing.
type counting struct {
	counter interface { // a [sys.SyscallCounter], or [sys.Marks] for the tracer
		Start() unix.Errno
		Stop() unix.Errno
		Count() (uint64, error)
		Close() error
	}
	raw bool
}

// counting prepares the counting of what this end's loop calls: of its thread alone if the mechanism is raw, so that
// the runtime's own threads stay out of it, and else of the process, which one of its sessions answers for.
func (w *Worker) counting(o Order) (*counting, error) {
	if o.Tracepoint == 0 && !o.Marked || !w.Traits.Raw && !w.Lead {
		return nil, nil
	}
	if o.Marked {
		begin := sys.ProcessBegins
		if w.Traits.Raw {
			begin = sys.ThreadBegins
		}
		return &counting{sys.Marks{Begin: begin}, w.Traits.Raw}, nil
	}
	tids := []int{0}
	if !w.Traits.Raw {
		var err error
		if tids, err = threads(); err != nil {
			return nil, err
		}
	}
	c, err := sys.CountSyscalls(o.Tracepoint, tids)
	if err != nil {
		return nil, err
	}
	return &counting{c, w.Traits.Raw}, nil
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

// count does the ops of a counting pass and reports what was counted and seen.
func (c *counting) count(n int, role *Role, r *Report) (err error) {
	loop := role.Count
	if loop == nil {
		loop = role.Op.Finish
	}
	r.Syscalls, err = c.around(func() error { return loop(n) })
	r.Ops = n
	if role.Seen != nil {
		r.Seen = role.Seen()
	}
	return err
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
