// Package cpu has what Go has no name for in a processor: the hint of a busy-wait, prefetching, a store that is no
// fence, and copies in the way that suits memory which another processor has just read or written.
package cpu
