// Package uring is io_uring(7) as a mechanism needs it. A [Ring] belongs to one thread, which submits a few requests at
// a time and takes their completions. A [Waiter] waits for those as each wait strategy does it.
//
//	ring, err := uring.New(2, 4, uring.SetupDefer)
//	w := uring.NewWaiter(end, ring)
//	q := w.Next()
//	q.Opcode, q.FD, q.Address, q.Len = uring.OpSend, fd, address, length
//	n, err := w.Do()
//
// Nothing here allocates or locks after a ring is made, or takes part in the Go runtime's scheduling: see Raw in
// [mechanisms.Traits]. A mechanism that uses it says Threaded there.
//
// Names and numbers are those of include/uapi/linux/io_uring.h. Sources: io_uring_setup(2), io_uring_enter(2),
// io_uring_register(2).
package uring
