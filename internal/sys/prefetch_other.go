//go:build !amd64

package sys

import "unsafe"

// PrefetchToRead does nothing here.
func PrefetchToRead(unsafe.Pointer, int) {}

// PrefetchToWrite does nothing here.
func PrefetchToWrite(unsafe.Pointer, int) {}
