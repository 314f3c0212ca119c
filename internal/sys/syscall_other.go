//go:build !go1.26 || go1.27

package sys

import "syscall"

// syscall6 is the way that every release of Go offers, one return deeper.
//
//go:uintptrescapes
func syscall6(num, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2, errno uintptr) {
	r1, r2, e := syscall.RawSyscall6(num, a1, a2, a3, a4, a5, a6)
	return r1, r2, uintptr(e)
}
