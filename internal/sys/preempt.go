package sys

import (
	_ "unsafe" // for go:linkname
)

// NoPreempt keeps the Go scheduler from moving the calling goroutine off its thread until [Preempt].
//
// The runtime's monitor thread asks every goroutine that has run for 10 ms to make room. A goroutine locked to its
// thread pays that with two thread switches (up to 100 µs here), which no C loop pays and which would be the largest
// latency of most mechanisms. Between the two calls the goroutine must not block on anything the Go scheduler handles:
// channels, mutexes, netpoller files. Raw system calls are fine.
//
// Source: runtime.procPin, which the runtime promises to keep for linkname (go.dev/issue/67401).
func NoPreempt() { procPin() }

// Preempt undoes [NoPreempt].
func Preempt() { procUnpin() }

//go:linkname procPin runtime.procPin
func procPin() int

//go:linkname procUnpin runtime.procUnpin
func procUnpin()
