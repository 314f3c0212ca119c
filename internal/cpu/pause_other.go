//go:build !amd64 && !arm64

package cpu

// Pause does nothing where the processor has no busy-wait hint that we know.
func Pause() {}
