//go:build !amd64

package cpu

import "unsafe"

// PrefetchToWrite does nothing here.
func PrefetchToWrite(unsafe.Pointer, int) {}
