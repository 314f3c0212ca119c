//go:build go1.26 && !go1.27

package sys

import _ "unsafe" // for go:linkname

// syscall6 is the Go runtime's own function around the SYSCALL instruction, with results as it has them: r1, r2 and the
// error number. Source: internal/runtime/syscall/linux of Go 1.26; it moves from release to release, hence the build
// tag.
//
//go:linkname syscall6 internal/runtime/syscall/linux.Syscall6
func syscall6(num, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2, errno uintptr)
