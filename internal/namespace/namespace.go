// Package namespace moves threads into network namespaces and back, and makes new ones.
package namespace

import (
	"errors"
	"fmt"
	"runtime"

	"golang.org/x/sys/unix"
)

// own is the network namespace of the calling thread.
const own = "/proc/thread-self/ns/net"

// Enter moves the calling thread, which is locked, into the network namespace that fd is a descriptor of.
// Source: setns(2).
func Enter(fd int) error {
	if err := unix.Setns(fd, unix.CLONE_NEWNET); err != nil {
		return fmt.Errorf("setns to a network namespace: %w", err)
	}
	return nil
}

// In calls do while the calling thread, which is locked, is in a network namespace; where it is if fd is
// negative. left says that the thread is where it was before.
func In(fd int, do func() error) (left bool, err error) {
	if fd < 0 {
		return true, do()
	}
	return away(func() error { return Enter(fd) }, do)
}

// away calls do while the calling thread is where enter brings it, and then brings it back. left says that it is back.
func away(enter, do func() error) (left bool, err error) {
	back, err := unix.Open(own, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return true, fmt.Errorf("the network namespace of this thread: %w", err)
	}
	defer unix.Close(back)
	if err := enter(); err != nil {
		return true, err
	}
	err = do()
	if stays := Enter(back); stays != nil {
		return false, errors.Join(err, stays)
	}
	return true, err
}

// onThread calls do on a thread that nobody else uses meanwhile, nor afterwards unless do says that it left where it
// was.
func onThread(do func() (left bool, err error)) error {
	result := make(chan error)
	go func() {
		runtime.LockOSThread()
		left, err := do()
		if left {
			runtime.UnlockOSThread() // otherwise the thread ends with this goroutine
		}
		result <- err
	}()
	return <-result
}

// Within calls do on a thread that is in a network namespace meanwhile; on any thread if fd is negative. What do
// starts on other threads is not in it.
func Within(fd int, do func() error) error {
	return onThread(func() (bool, error) { return In(fd, do) })
}

// New makes a network namespace and returns a descriptor of it, which the caller closes. Source:
// network_namespaces(7).
func New() (fd int, err error) {
	fd = -1
	err = onThread(func() (bool, error) {
		return away(func() error { return unix.Unshare(unix.CLONE_NEWNET) }, func() (err error) {
			fd, err = unix.Open(own, unix.O_RDONLY|unix.O_CLOEXEC, 0)
			return err
		})
	})
	return fd, err
}
