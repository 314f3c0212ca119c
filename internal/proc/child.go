package proc

import (
	"errors"
	"fmt"
	"sync"
	"syscall"

	"golang.org/x/sys/unix"
)

// A child is a process that this one has started. It is signalled and waited for through a descriptor, which never
// comes to mean another process (pidfd_open(2)). Where the kernel has no such descriptors, or a sandbox denies the
// calls, its number is used. A number is the child's only until the child has been waited for; signal and wait do not
// use it after that.
type child struct {
	pid int
	fd  int // -1 where the kernel has no such descriptors, or nobody signals the child

	mu   sync.Mutex
	gone bool // waited for: from then on the number may be another process's
}

// startChild starts this program again as a child. It has a descriptor if it is to be signalled; to wait for it its
// number is enough.
func startChild(arguments []string, attr *syscall.ProcAttr, signalled bool) (*child, error) {
	c := &child{fd: -1}
	if signalled {
		attr.Sys.PidFD = &c.fd
	}
	var err error
	c.pid, err = syscall.ForkExec(self, arguments, attr)
	if err != nil {
		return nil, err
	}
	return c, nil
}

// denied tells whether the kernel lacks a system call, or a sandbox denies it.
func denied(err error) bool {
	return errors.Is(err, unix.ENOSYS) || errors.Is(err, unix.EPERM) || errors.Is(err, unix.EACCES)
}

// signal sends a signal, unless the child has been waited for.
func (c *child) signal(sig unix.Signal) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.gone {
		return fmt.Errorf("process %d: %w", c.pid, unix.ESRCH)
	}
	err := error(unix.ENOSYS)
	if c.fd >= 0 {
		err = unix.PidfdSendSignal(c.fd, sig, nil, 0)
	}
	if denied(err) {
		err = unix.Kill(c.pid, sig)
	}
	return err
}

// wait waits until the child has ended or, with unix.WUNTRACED, has been stopped. One goroutine calls it.
func (c *child) wait(options int) (unix.WaitStatus, error) {
	for {
		// This only looks at the end, and the number stays the child's. It is collected while mu is held, together
		// with the note that it is gone.
		err := c.look(unix.WEXITED | unix.WNOWAIT | options)
		collect := options | unix.WNOHANG
		if denied(err) {
			collect, err = options, nil
		}
		if err != nil {
			return 0, fmt.Errorf("waitid: %w", err)
		}
		status, found, err := c.collect(collect)
		if found || err != nil {
			return status, err
		}
	}
}

// look is waitid(2), which waits.
func (c *child) look(options int) error {
	kind, id := unix.P_PIDFD, c.fd
	if c.fd < 0 {
		kind, id = unix.P_PID, c.pid
	}
	for {
		err := unix.Waitid(kind, id, nil, options, nil)
		switch {
		case errors.Is(err, unix.EINVAL) && kind == unix.P_PIDFD: // before Linux 5.4
			kind, id = unix.P_PID, c.pid
		case !errors.Is(err, unix.EINTR):
			return err
		}
	}
}

// collect is wait4(2). It finds nothing if what look has seen is over: a stopped process has gone on.
func (c *child) collect(options int) (status unix.WaitStatus, found bool, err error) {
	if options&unix.WNOHANG != 0 {
		c.mu.Lock()
		defer c.mu.Unlock()
	}
	pid := 0
	for {
		pid, err = unix.Wait4(c.pid, &status, options, nil)
		if !errors.Is(err, unix.EINTR) {
			break
		}
	}
	if err != nil {
		return 0, false, fmt.Errorf("wait4: %w", err)
	}
	if pid == 0 {
		return 0, false, nil
	}
	if options&unix.WNOHANG == 0 {
		c.mu.Lock()
		defer c.mu.Unlock()
	}
	if !status.Stopped() {
		c.gone = true
		if c.fd >= 0 {
			unix.Close(c.fd)
		}
	}
	return status, true, nil
}
