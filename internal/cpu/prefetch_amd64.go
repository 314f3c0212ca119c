package cpu

import "unsafe"

// PrefetchToWrite asks for the cache lines of bytes from p on, without waiting for them, in a state in which they can
// be written, taken from the caches of other processors. Source: Intel SDM vol. 2, PREFETCHW.
//
//go:noescape
func PrefetchToWrite(p unsafe.Pointer, bytes int)
