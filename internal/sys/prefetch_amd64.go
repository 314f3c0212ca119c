package sys

import "unsafe"

// PrefetchToRead asks for the cache lines of bytes from p on, without waiting for them. Source: Intel SDM vol. 2, PREFETCHT0.
//
//go:noescape
func PrefetchToRead(p unsafe.Pointer, bytes int)

// PrefetchToWrite asks for them in a state in which they can be written, taken from the caches of other processors. Source: PREFETCHW.
//
//go:noescape
func PrefetchToWrite(p unsafe.Pointer, bytes int)
