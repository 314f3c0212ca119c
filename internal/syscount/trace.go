package syscount

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Trace counts the system calls that the threads of these processes make between their marks, by ptrace(2), which any
// process may use on others of its user that allow it (PR_SET_PTRACER). It is slow: each call stops its thread twice.
// attached is called when the processes may begin. Trace returns when so many MarkedEnds have been seen, and the
// processes run as before. If they end earlier that is an error. The caller must have no children.
//
// Source: ptrace(2), PTRACE_SEIZE and PTRACE_GET_SYSCALL_INFO (Linux 5.3).
func Trace(pids []int, ends int, attached func() error) (uint64, error) {
	runtime.LockOSThread() // a tracer is a thread
	defer runtime.UnlockOSThread()
	t := tracing{ends: ends, threads: map[int]*tracedThread{}, counted: map[int]bool{}}
	err := t.attach(pids)
	for err == nil && t.starting() {
		err = t.next()
	}
	if err == nil {
		err = attached()
	}
	for err == nil && t.ends > 0 {
		err = t.next()
	}
	return t.calls, errors.Join(err, t.detach())
}

// A tracing is what a tracer knows.
type tracing struct {
	threads map[int]*tracedThread // by thread id
	counted map[int]bool          // processes whose threads all count, by process id
	ends    int                   // MarkedEnds to come
	calls   uint64
	leaving bool // each thread is let go when it stops
}

type tracedThread struct {
	process  int
	starting bool // it has not stopped since it was attached
	counts   bool
}

func (t *tracing) starting() bool {
	for _, thread := range t.threads {
		if thread.starting {
			return true
		}
	}
	return false
}

const traceOptions = unix.PTRACE_O_TRACESYSGOOD | unix.PTRACE_O_TRACECLONE

func ptrace(request, tid int, addr, data uintptr) error {
	_, _, errno := unix.Syscall6(unix.SYS_PTRACE, uintptr(request), uintptr(tid), addr, data, 0, 0)
	if errno != 0 {
		return errno
	}
	return nil
}

// attach seizes all threads of the processes, and those that start meanwhile, and has each stop.
func (t *tracing) attach(pids []int) error {
	for _, pid := range pids {
		for more := true; more; {
			more = false
			tids, err := os.ReadDir(fmt.Sprintf("/proc/%d/task", pid))
			if err != nil {
				return err
			}
			for _, e := range tids {
				tid, err := strconv.Atoi(e.Name())
				if err != nil || t.threads[tid] != nil || tracedBy(tid) == os.Getpid() {
					continue
				}
				err = ptrace(unix.PTRACE_SEIZE, tid, 0, traceOptions)
				switch {
				case errors.Is(err, unix.ESRCH):
					continue
				case err != nil:
					return fmt.Errorf("ptrace(PTRACE_SEIZE): %w", err)
				}
				more = true
				t.threads[tid] = &tracedThread{process: pid, starting: true}
				if err := ptrace(unix.PTRACE_INTERRUPT, tid, 0, 0); err != nil && !errors.Is(err, unix.ESRCH) {
					return fmt.Errorf("ptrace(PTRACE_INTERRUPT): %w", err)
				}
			}
		}
	}
	return nil
}

// next waits for what the next thread does, and has it go on.
func (t *tracing) next() error {
	var status unix.WaitStatus
	tid, err := unix.Wait4(-1, &status, unix.WALL, nil)
	switch {
	case errors.Is(err, unix.EINTR):
		return nil
	case errors.Is(err, unix.ECHILD):
		return errors.New("the traced processes have ended")
	case err != nil:
		return fmt.Errorf("wait4: %w", err)
	}
	thread := t.threads[tid]
	if !status.Stopped() {
		delete(t.threads, tid)
		return nil
	}
	if thread == nil {
		thread = &tracedThread{process: processOf(tid)}
		t.threads[tid] = thread
	}
	thread.starting = false
	request, signal := unix.PTRACE_SYSCALL, 0
	switch s, event := status.StopSignal(), int(status)>>16; {
	case s == unix.SIGTRAP|0x80:
		if err := t.syscall(tid, thread); err != nil {
			return err
		}
	case event == unix.PTRACE_EVENT_STOP && s != unix.SIGTRAP:
		request = unix.PTRACE_LISTEN // stopped by a signal, and to stay so
	case event == unix.PTRACE_EVENT_CLONE:
		var child uint
		if ptrace(unix.PTRACE_GETEVENTMSG, tid, 0, uintptr(unsafe.Pointer(&child))) == nil &&
			t.threads[int(child)] == nil {
			t.threads[int(child)] = &tracedThread{process: thread.process}
		}
	case event == 0:
		signal = int(s)
	}
	if t.leaving {
		request = unix.PTRACE_DETACH
		delete(t.threads, tid)
	}
	if err := ptrace(request, tid, 0, uintptr(signal)); err != nil && !errors.Is(err, unix.ESRCH) {
		return fmt.Errorf("ptrace: %w", err)
	}
	return nil
}

// A syscallInfo is the kernel's struct ptrace_syscall_info at the entry of a system call.
type syscallInfo struct {
	op     uint8
	_      [3]uint8
	_      uint32 // the architecture
	_      [2]uint64
	number uint64
	args   [6]uint64
	_      [2]uint64
}

// syscall counts the system call at whose entry a thread has stopped.
func (t *tracing) syscall(tid int, thread *tracedThread) error {
	var info syscallInfo
	err := ptrace(unix.PTRACE_GET_SYSCALL_INFO, tid, unsafe.Sizeof(info), uintptr(unsafe.Pointer(&info)))
	switch {
	case errors.Is(err, unix.ESRCH):
		return nil // killed
	case err != nil:
		return fmt.Errorf("ptrace(PTRACE_GET_SYSCALL_INFO): %w", err)
	case info.op != unix.PTRACE_SYSCALL_INFO_ENTRY:
		return nil
	}
	if info.number != unix.SYS_PRCTL || info.args[0] != markOption {
		if thread.counts || t.counted[thread.process] {
			t.calls++
		}
		return nil
	}
	switch Mark(info.args[1]) {
	case ThreadBegins:
		thread.counts = true
	case ProcessBegins:
		t.counted[thread.process] = true
	case MarkedEnds:
		if !thread.counts {
			t.counted[thread.process] = false
		}
		thread.counts = false
		t.ends--
	}
	return nil
}

// detach lets all threads go.
func (t *tracing) detach() error {
	t.leaving = true
	for tid := range t.threads {
		ptrace(unix.PTRACE_INTERRUPT, tid, 0, 0) // one that has ended is heard of
	}
	for len(t.threads) > 0 {
		if err := t.next(); err != nil {
			return err
		}
	}
	return nil
}

func tracedBy(tid int) int { return statusNumber(tid, "TracerPid:") }

func processOf(tid int) int { return statusNumber(tid, "Tgid:") }

// statusNumber is a number of /proc/TID/status, or 0. It is read by hand, as procfs.ProcStatus has no TracerPid.
func statusNumber(tid int, field string) int {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", tid))
	_, rest, _ := bytes.Cut(text, []byte("\n"+field))
	value, _, _ := bytes.Cut(rest, []byte("\n"))
	n, _ := strconv.Atoi(string(bytes.TrimSpace(value)))
	return n
}
