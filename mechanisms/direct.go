package mechanisms

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// A Direct is a Link whose messages each take one system call, unless something is in the way. In a stream of messages
// the engine makes that call itself, in its loop, and so saves a call through an interface, where C has none: on some
// processors each return after a system call is mispredicted. No mechanism need be Direct. Send and Recv of one that is
// do the same as its calls.
type Direct interface {
	Link
	// SendCall is the system call that Send(p) begins with, for any number of messages that lie in p one after the
	// other; ok is false if Send begins with something else. p must not be moved nor freed while the call is in use.
	SendCall(p []byte) (c Call, ok bool)
	// RecvCall is the same for Recv(p).
	RecvCall(p []byte) (c Call, ok bool)
	// SendRest sends what is left of p after SendCall's call has returned n and errno, and that was not the whole
	// message. It returns what Send would.
	SendRest(p []byte, n uintptr, errno unix.Errno) error
	// RecvRest is the same for RecvCall's.
	RecvRest(p []byte, n uintptr, errno unix.Errno) error
}

// A Call is a system call. It has carried the whole message if it returns Whole, and no error.
type Call struct {
	Number, A1, A2, A3, A4, A5, A6 uintptr
	Whole                          uintptr
}

// BufferCall is a call whose arguments are a descriptor, the address of p and its length, and 0 for the others.
func BufferCall(number uintptr, fd int, p []byte, whole int) Call {
	return Call{
		Number: number, A1: uintptr(fd), A2: uintptr(unsafe.Pointer(unsafe.SliceData(p))), A3: uintptr(len(p)),
		Whole: uintptr(whole),
	}
}
