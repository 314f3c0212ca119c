// Package ready waits, as each wait strategy does it, for a system call to have something to do: to read a byte, to
// find room for a message.
//
// It stands between a mechanism and the kernel: the Link tries its system call, and when that returns EAGAIN or EINTR
// asks here what to do. A [Descriptor] is for what epoll(7) and poll(2) know: pipes, sockets, queues, eventfds. A
// [Call] is for what has no descriptor: each call can be made to sleep or to fail at once, by a flag, as those of
// System V IPC; or nothing can sleep at all, as nobody can who looks at a file until a message is in it.
//
//	for failures := 0; ; failures++ {
//		if l.canRead.Ask {
//			if err := l.canRead.Wait(); err != nil {
//				return err
//			}
//		}
//		n, errno := read(l.fd, p) // by a raw system call
//		if errno == 0 {
//			return l.got(n)
//		}
//		if err := l.canRead.Retry(errno, failures); err != nil {
//			return err
//		}
//	}
//
// The call stays in the mechanism's own loop, since each return between the kernel and that loop is mispredicted where
// the kernel has overwritten the processor's predictor. Nothing here allocates, or takes part in the Go runtime's
// scheduling: see Raw in [mechanisms.Traits].
package ready
