//go:build !amd64

package cpu

// Copy copies src into the beginning of dst, which is at least as long.
func Copy(dst, src []byte) { copy(dst, src) }

// IsShort tells whether [CopyShort] copies n bytes.
func IsShort(int) bool { return false }

// CopyShort is Copy.
func CopyShort(dst, src []byte) { copy(dst, src) }
