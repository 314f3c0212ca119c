// Package sys is the raw kernel and processor interface that ipcbench stands on: thin wrappers of the system calls
// that golang.org/x/sys/unix lacks or wraps with more than the call, and the few instructions Go has no name for.
//
// Everything here that a hot loop calls goes through [syscall.RawSyscall6]: the Go scheduler is not told, so nothing but
// the system call itself is paid. The price is that the calling thread keeps its P while it sleeps in the kernel; that is
// why such loops run on a locked thread of a process that has a second P (see ipcbench/internal/pair).
//
// RawSyscall6 is also the shallowest way down: two returns lie between the kernel and the wrapper, where
// golang.org/x/sys/unix.RawSyscall has five. After a context switch the kernel has overwritten the processor's
// return-address predictor ("RSB filling", a mitigation of Spectre variant 2), so every return on the way back up is
// mispredicted. A C program's read(2) has one.
package sys
