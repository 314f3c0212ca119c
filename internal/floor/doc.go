// Package floor holds the steps that every exchange between two processes is made of, each as a loop that does nothing
// else: a system call, a clock reading, a copy, a cache line that goes to another CPU and back, a switch between two
// threads of one CPU, a wake-up. A mechanism that takes such a step cannot be faster than the step.
//
// The loops do not read the clock: the caller times them. One does: [Gaps] are what the machine itself does to a thread
// that only reads the clock. BenchmarkFloor runs the loops in the processes of a sample, and report doctor in threads
// of its own. The two sides of a step between CPUs or threads are two functions, A
// and B, that run at the same time with equal n and share one [Words].
//
// Nothing may be added to a loop: it is what is measured.
package floor
