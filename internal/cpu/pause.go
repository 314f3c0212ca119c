//go:build amd64 || arm64

package cpu

// Pause tells the processor that this is a busy-wait (PAUSE on amd64, YIELD on arm64). It spares the memory-order
// mis-speculation at the end of a polling loop and leaves a sibling hardware thread more of the core.
// Source: Intel SDM vol. 2, PAUSE.
//
//go:noescape
func Pause()
