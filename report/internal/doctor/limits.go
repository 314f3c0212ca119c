package doctor

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// queueSizes: the largest message of mq-posix. Source: mq_overview(7).
func queueSizes(m Machine) Finding {
	f := Finding{
		Topic:  "Message queues",
		Effect: "mq-posix carries messages up to fs.mqueue.msgsize_max; larger sizes are skipped.",
		Change: "sysctl fs.mqueue.msgsize_max=1048576 fs.mqueue.msg_max=64",
	}
	size, ok := m.Sysctl("fs.mqueue.msgsize_max")
	if !ok {
		return f.with(Warn, "this kernel has no POSIX message queues")
	}
	depth, _ := m.Sysctl("fs.mqueue.msg_max")
	found := fmt.Sprintf("messages up to %d bytes, %d a queue", size, depth)
	if size < 1<<16 {
		return f.with(Note, found)
	}
	return f.with(Good, found)
}

// limited judges a limit of getrlimit(2): below least it is as bad as low says.
func (m Machine) limited(f Finding, resource int, least uint64, unit string, low Verdict) Finding {
	if m.Limits == nil {
		return f.with(Note, NotShown)
	}
	soft, ok := m.Limits(resource)
	switch {
	case !ok:
		return f.with(Note, NotShown)
	case soft == unix.RLIM_INFINITY:
		return f.with(Good, "unlimited")
	case soft < least:
		return f.with(low, fmt.Sprint(soft, unit))
	}
	return f.with(Good, fmt.Sprint(soft, unit))
}

// queueBytes is what all queues of the user may take together.
func queueBytes(m Machine) Finding {
	return m.limited(Finding{
		Topic:  "Memory for queues",
		Effect: "mq-posix takes two queues for each pair; where they do not fit, it is skipped.",
		Change: "ulimit -q unlimited   (as root)",
	}, unix.RLIMIT_MSGQUEUE, 400_000, " bytes", Warn)
}

func lockedMemory(m Machine) Finding {
	return m.limited(Finding{
		Topic: "Locked memory",
		Effect: "io_uring of older kernels and locked rings count towards it; where it is short, those mechanisms " +
			"are skipped.",
		Change: "ulimit -l unlimited   (as root)",
	}, unix.RLIMIT_MEMLOCK, 8<<20, " bytes", Note)
}

func openFiles(m Machine) Finding {
	return m.limited(Finding{
		Topic:  "Open files",
		Effect: "A pair takes some tens; several pairs at a time take that many times as many.",
		Change: "ulimit -n 4096",
	}, unix.RLIMIT_NOFILE, 256, "", Warn)
}

// pipeBuffers: pipe(7), /proc/sys/fs/pipe-max-size and pipe-user-pages-soft.
func pipeBuffers(m Machine) Finding {
	f := Finding{
		Topic: "Pipe buffers",
		Effect: "A pipe holds 64 KiB unless it is made larger; a user who has many gets pipes of two pages, and his " +
			"throughput breaks down.",
		Change: "sysctl fs.pipe-max-size=1048576 fs.pipe-user-pages-soft=16384",
	}
	largest, ok := m.Sysctl("fs.pipe-max-size")
	if !ok {
		return f.with(Note, NotShown)
	}
	pages, _ := m.Sysctl("fs.pipe-user-pages-soft")
	found := fmt.Sprintf("up to %d bytes each, %d pages a user", largest, pages)
	if largest < 1<<20 {
		return f.with(Note, found)
	}
	return f.with(Good, found)
}

// counting: whether system calls can be counted. Source: perf_event_open(2) and tracefs.
func counting(m Machine) Finding {
	f := Finding{
		Topic: "Counting system calls",
		Effect: "syscalls/op is counted by a tracepoint in a pass of its own; where that is not allowed, the unit is " +
			"absent and nothing is explained; the gate then traces, which takes it twice as long.",
		Change: "sysctl kernel.perf_event_paranoid=-1; mount -t tracefs nodev /sys/kernel/tracing   (or run as root)",
	}
	paranoid, ok := m.Sysctl("kernel.perf_event_paranoid")
	if !ok {
		return f.with(Warn, "this kernel has no performance events")
	}
	found := fmt.Sprintf("perf_event_paranoid is %d", paranoid)
	if err := m.Counting(); err != nil {
		return f.with(Warn, fmt.Sprintf("%s: %v", found, err))
	}
	return f.with(Good, found+", and it works")
}
