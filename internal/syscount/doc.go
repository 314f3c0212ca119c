// Package syscount counts the system calls of threads and processes: those of this process by a tracepoint, where that
// is allowed ([Count]), and those of others by tracing them, which is slow ([Trace]).
package syscount
