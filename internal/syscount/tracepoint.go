package syscount

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"sync"
	"unsafe"

	"golang.org/x/sys/unix"
)

// sysEnter is the tracepoint that every system call passes, below the root of a tracefs.
const sysEnter = "events/raw_syscalls/sys_enter/id"

// Tracepoint is the kernel's number of the tracepoint raw_syscalls:sys_enter, if this process may count its own
// system calls with it. It looks where tracefs is usually mounted, and otherwise at an instance of its own that is
// attached nowhere, which takes root.
var Tracepoint = sync.OnceValues(func() (uint64, error) {
	text, err := os.ReadFile("/sys/kernel/tracing/" + sysEnter)
	if err != nil {
		text, err = os.ReadFile("/sys/kernel/debug/tracing/" + sysEnter)
	}
	if err != nil {
		text, err = readDetached("tracefs", sysEnter)
	}
	if err != nil {
		return 0, fmt.Errorf("the tracepoint raw_syscalls:sys_enter: %w", err)
	}
	id, err := strconv.ParseUint(string(bytes.TrimSpace(text)), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("the tracepoint raw_syscalls:sys_enter: %w", err)
	}
	c, err := Count(id, []int{0})
	if err != nil {
		return 0, err
	}
	return id, c.Close()
})

// readDetached reads a file of a file system that is mounted for this purpose and seen by nobody else. Source:
// fsopen(2).
func readDetached(filesystem, path string) ([]byte, error) {
	context, err := unix.Fsopen(filesystem, unix.FSOPEN_CLOEXEC)
	if err != nil {
		return nil, fmt.Errorf("fsopen %s: %w", filesystem, err)
	}
	defer unix.Close(context)
	if err := unix.FsconfigCreate(context); err != nil {
		return nil, fmt.Errorf("fsconfig %s: %w", filesystem, err)
	}
	root, err := unix.Fsmount(context, unix.FSMOUNT_CLOEXEC, 0)
	if err != nil {
		return nil, fmt.Errorf("fsmount %s: %w", filesystem, err)
	}
	defer unix.Close(root)
	fd, err := unix.Openat(root, path, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	f := os.NewFile(uintptr(fd), path)
	defer f.Close()
	return io.ReadAll(f)
}

// A Counter counts the system calls of some threads, and of the threads they start.
type Counter struct{ fds []int }

// Count makes a counter, not yet running, of the threads with these ids; 0 is the calling thread. The tracepoint
// is a software event: no hardware counter is needed. Source: perf_event_open(2).
func Count(tracepoint uint64, tids []int) (*Counter, error) {
	attr := unix.PerfEventAttr{
		Type: unix.PERF_TYPE_TRACEPOINT, Config: tracepoint, Bits: unix.PerfBitDisabled | unix.PerfBitInherit,
		Size: uint32(unsafe.Sizeof(unix.PerfEventAttr{})),
	}
	c := &Counter{}
	for _, tid := range tids {
		fd, err := unix.PerfEventOpen(&attr, tid, -1, -1, unix.PERF_FLAG_FD_CLOEXEC)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("perf_event_open: %w", err), c.Close())
		}
		c.fds = append(c.fds, fd)
	}
	return c, nil
}

// Start begins to count.
func (c *Counter) Start() unix.Errno { return c.control(unix.PERF_EVENT_IOC_ENABLE) }

// Stop ends it. The first system call that it takes is still counted if the calling thread is.
func (c *Counter) Stop() unix.Errno { return c.control(unix.PERF_EVENT_IOC_DISABLE) }

// control applies an ioctl to the threads one after the other, the first of them first.
func (c *Counter) control(request uint) unix.Errno {
	for _, fd := range c.fds {
		if _, _, errno := unix.RawSyscall(unix.SYS_IOCTL, uintptr(fd), uintptr(request), 0); errno != 0 {
			return errno
		}
	}
	return 0
}

// Count is how many system calls began between Start and Stop.
func (c *Counter) Count() (uint64, error) {
	var sum uint64
	for _, fd := range c.fds {
		var b [8]byte
		if _, err := unix.Read(fd, b[:]); err != nil {
			return 0, fmt.Errorf("reading a system call counter: %w", err)
		}
		sum += binary.NativeEndian.Uint64(b[:])
	}
	return sum, nil
}

// Close frees the counter.
func (c *Counter) Close() error {
	var errs []error
	for _, fd := range c.fds {
		errs = append(errs, unix.Close(fd))
	}
	c.fds = nil
	return errors.Join(errs...)
}
