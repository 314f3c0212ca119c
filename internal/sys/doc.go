// Package sys is the raw kernel and processor interface that ipcbench stands on: thin wrappers of the system calls
// that golang.org/x/sys/unix lacks or wraps with more than the call, and the few instructions Go has no name for.
//
// Everything here that a hot loop calls goes through the Go runtime's own few instructions around SYSCALL, as
// [syscall.RawSyscall6] does: the Go scheduler is not told, so nothing but the system call itself is paid. The price is
// that the calling thread keeps its P while it sleeps in the kernel; that is why such loops run on a locked thread of a
// process that has a second P (see ipcbench/internal/proc).
//
// It is also the shallowest way down: one return lies between the kernel and the wrapper, where RawSyscall6 has two and
// golang.org/x/sys/unix.RawSyscall five. The kernel overwrites the processor's return-address predictor (at each
// context switch, "RSB filling", and on AMD's with "safe RET" at each return of its own), so that every return on the
// way back up is mispredicted. A C program's read(2) has one.
package sys
