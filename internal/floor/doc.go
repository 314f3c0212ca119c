// Package floor measures what this machine takes for the parts that every exchange between two processes is made of: a
// system call, a clock reading, waking a thread, carrying one cache line to another CPU. A mechanism that uses a part
// cannot be faster than it.
//
// Every function takes well under a second, on threads of its own that it pins, and needs no privilege. What it returns
// is in ns and belongs to the moment: a busy machine gives other figures. [Jitter] tells how busy it was.
package floor
