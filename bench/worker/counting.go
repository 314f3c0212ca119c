package worker

import (
	"fmt"
	"os"
	"strconv"

	"ipcbench/internal/sys"
	"ipcbench/internal/syscount"

	"golang.org/x/sys/unix"
)

// A counting counts the system calls of an end in a counting pass; nil counts nothing.
type counting struct {
	counter interface { // a [syscount.Counter], or a [syscount.Marks] if a tracer counts
		Start() unix.Errno
		Stop() unix.Errno
		Count() (uint64, error)
		Close() error
	}
	raw bool
}

// counting prepares to count the system calls of this end's loop. For a raw mechanism it counts those of the end's
// thread only, which leaves out the Go runtime's own threads. Otherwise it counts those of the process, and one end
// of the process reports them.
func (w *Worker) counting(o Order, r *Report, role *Role) (*counting, error) {
	none := o.Tracepoint == 0 && !o.Marked
	if none || role.Uncounted || !w.Traits.Raw && !w.session.Lead {
		return nil, nil
	}
	if o.Marked {
		begin := syscount.ProcessBegins
		if w.Traits.Raw {
			begin = syscount.ThreadBegins
		}
		return &counting{syscount.Marks{Begin: begin}, w.Traits.Raw}, nil
	}
	tids := []int{0}
	if w.Blind() { // the order has the number that the first end's kernel gave it
		var err error
		if o.Tracepoint, err = syscount.Tracepoint(); err != nil {
			r.Uncountable = true
			return nil, nil
		}
	}
	if !w.Traits.Raw {
		var err error
		if tids, err = threads(); err != nil {
			return nil, err
		}
	}
	c, err := syscount.Count(o.Tracepoint, tids)
	if err != nil {
		return nil, err
	}
	return &counting{c, w.Traits.Raw}, nil
}

// threads are the ids of this process's threads. The calling one is first, as 0.
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

// count does the n ops of a counting pass, and reports the system calls and what the role saw.
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

// around counts the system calls of loop.
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
	const stopping = 1 // the call that stops the counter
	return max(n, stopping) - stopping, nil
}
