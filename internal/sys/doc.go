// Package sys is the raw kernel interface that ipcbench stands on: thin wrappers of system calls that
// golang.org/x/sys/unix lacks, or wraps with more than the call.
//
// Everything here that a hot loop calls goes through the few instructions that the Go runtime itself has around
// SYSCALL, as [syscall.RawSyscall6] does. The Go scheduler is not told, so a call costs nothing but the system call
// itself. In return the calling thread keeps its P while it sleeps in the kernel. That is why such loops run on a
// locked thread of a process that has a second P (see ipcbench/internal/proc).
//
// This is also the shortest way into the kernel: there is one return between the kernel and the wrapper. RawSyscall6
// has two, golang.org/x/sys/unix.RawSyscall five, and read(2) of a C program one. Each return costs: the kernel
// overwrites the processor's return-address predictor (at each context switch, "RSB filling", and on AMD's processors
// with "safe RET" at each return of its own), so that every return on the way back is mispredicted.
package sys
