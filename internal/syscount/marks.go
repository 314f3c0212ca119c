package syscount

import "golang.org/x/sys/unix"

// A Mark is a system call without effect that tells [Trace], in another process, where to count: prctl(2) of an option
// that no kernel knows.
type Mark uintptr

// The marks.
const (
	ThreadBegins  Mark = 1 + iota // the calling thread's system calls count from here on
	ProcessBegins                 // those of all its process's threads do
	MarkedEnds                    // what the calling thread or its process began ends
)

// Marks are used like a [Counter], but the tracer has the count.
type Marks struct{ Begin Mark }

// Start sets the first mark.
func (m Marks) Start() unix.Errno { m.Begin.Set(); return 0 }

// Stop sets the last one.
func (m Marks) Stop() unix.Errno { MarkedEnds.Set(); return 0 }

// Count is 0.
func (Marks) Count() (uint64, error) { return 0, nil }

// Close does nothing.
func (Marks) Close() error { return nil }

// markOption is "IPCB": options are small numbers, but for a few that are four letters too.
const markOption = 0x49504342

// Set makes the mark.
func (m Mark) Set() { unix.RawSyscall(unix.SYS_PRCTL, markOption, uintptr(m), 0) }
