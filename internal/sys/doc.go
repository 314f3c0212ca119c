// Package sys is the raw kernel and processor interface that ipcbench stands on: thin wrappers of the system calls
// that golang.org/x/sys/unix lacks or wraps with more than the call, and the few instructions Go has no name for.
//
// Everything here that a hot loop calls goes through [unix.RawSyscall]: the Go scheduler is not told, so nothing but
// the system call itself is paid. The price is that the calling thread keeps its P while it sleeps in the kernel;
// that is why such loops run on a locked thread of a process that has a second P (see ipcbench/internal/pair).
package sys
