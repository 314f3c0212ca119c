package doctor

import (
	"fmt"
	"math"

	"golang.org/x/sys/unix"
)

// queueSizes: the largest message of mq-posix. Source: mq_overview(7).
func queueSizes(m Machine) Finding {
	f := Finding{
		Topic:  "Message queues",
		Effect: "mq-posix carries messages up to fs.mqueue.msgsize_max; larger sizes are skipped.",
		Change: "sysctl fs.mqueue.msgsize_max=1048576 fs.mqueue.msg_max=64",
	}
	size, ok := m.number("proc/sys/fs/mqueue/msgsize_max")
	if !ok {
		return f.with(Warn, "this kernel has no POSIX message queues")
	}
	depth, _ := m.number("proc/sys/fs/mqueue/msg_max")
	found := fmt.Sprintf("messages up to %d bytes, %d a queue", size, depth)
	if size < 1<<16 {
		return f.with(Note, found)
	}
	return f.with(Good, found)
}

// limit is what getrlimit(2) says of one resource.
func (m Machine) limit(resource int) (soft uint64, found string, ok bool) {
	if m.Limits == nil {
		return 0, NotShown, false
	}
	soft, ok = m.Limits(resource)
	switch {
	case !ok:
		return 0, NotShown, false
	case soft == unix.RLIM_INFINITY:
		return math.MaxUint64, "unlimited", true
	}
	return soft, fmt.Sprint(soft), true
}

// queueBytes is what all queues of the user may take together: getrlimit(2), RLIMIT_MSGQUEUE.
func queueBytes(m Machine) Finding {
	f := Finding{
		Topic:  "Memory for queues",
		Effect: "mq-posix takes two queues for each pair; where they do not fit, it is skipped.",
		Change: "ulimit -q unlimited   (as root)",
	}
	soft, found, ok := m.limit(unix.RLIMIT_MSGQUEUE)
	if ok && soft < 400_000 {
		return f.with(Warn, found+" bytes")
	}
	return f.with(Good, found+" bytes")
}

// lockedMemory: getrlimit(2), RLIMIT_MEMLOCK.
func lockedMemory(m Machine) Finding {
	f := Finding{
		Topic:  "Locked memory",
		Effect: "io_uring of older kernels and locked rings take of it; where it is short, those mechanisms are skipped.",
		Change: "ulimit -l unlimited   (as root)",
	}
	soft, found, ok := m.limit(unix.RLIMIT_MEMLOCK)
	if ok && soft < 8<<20 {
		return f.with(Note, found+" bytes")
	}
	return f.with(Good, found+" bytes")
}

// openFiles: getrlimit(2), RLIMIT_NOFILE.
func openFiles(m Machine) Finding {
	f := Finding{
		Topic:  "Open files",
		Effect: "A pair takes some tens; several pairs at a time take that many times as many.",
		Change: "ulimit -n 4096",
	}
	soft, found, ok := m.limit(unix.RLIMIT_NOFILE)
	if ok && soft < 256 {
		return f.with(Warn, found)
	}
	return f.with(Good, found)
}

// pipeBuffers: pipe(7), /proc/sys/fs/pipe-max-size and pipe-user-pages-soft.
func pipeBuffers(m Machine) Finding {
	f := Finding{
		Topic:  "Pipe buffers",
		Effect: "A pipe holds 64 KiB unless it is made larger; a user who has many gets pipes of two pages, and his throughput breaks down.",
		Change: "sysctl fs.pipe-max-size=1048576 fs.pipe-user-pages-soft=16384",
	}
	largest, ok := m.number("proc/sys/fs/pipe-max-size")
	if !ok {
		return f.with(Note, NotShown)
	}
	pages, _ := m.number("proc/sys/fs/pipe-user-pages-soft")
	found := fmt.Sprintf("up to %d bytes each, %d pages a user", largest, pages)
	if largest < 1<<20 {
		return f.with(Note, found)
	}
	return f.with(Good, found)
}

// counting: whether system calls can be counted. Source: perf_event_open(2) and tracefs.
func counting(m Machine) Finding {
	f := Finding{
		Topic:  "Counting system calls",
		Effect: "syscalls/op is counted by a tracepoint in a pass of its own; where that is not allowed, the unit is absent and nothing is explained.",
		Change: "sysctl kernel.perf_event_paranoid=-1; mount -t tracefs nodev /sys/kernel/tracing   (or run as root)",
	}
	paranoid, ok := m.number("proc/sys/kernel/perf_event_paranoid")
	if !ok {
		return f.with(Warn, "this kernel has no performance events")
	}
	found := fmt.Sprintf("perf_event_paranoid is %d", paranoid)
	if err := m.Counting(); err != nil {
		return f.with(Warn, fmt.Sprintf("%s: %v", found, err))
	}
	return f.with(Good, found+", and it works")
}
