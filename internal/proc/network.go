package proc

import (
	"errors"
	"fmt"
	"net/netip"
	"runtime"

	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// Networks are the network namespaces in which the ends of a group run: those of two hosts that are one machine.
type Networks struct {
	// Namespaces are descriptors of the namespaces of A and B. They are the caller's.
	Namespaces [2]int
	// Addresses are where the two can be reached from each other.
	Addresses [2]netip.Addr
}

// of is the descriptor of the namespace in which an end runs, or -1 for this process's own. An end after the second is
// where the second is.
func (n *Networks) of(end mechanisms.Side) int {
	if n == nil {
		return -1
	}
	return n.Namespaces[min(end, mechanisms.B)]
}

// hosts is what Prepare is told on a side's host; nil if both are this one.
func (n *Networks) hosts(here mechanisms.Side) *mechanisms.Hosts {
	if n == nil {
		return nil
	}
	return &mechanisms.Hosts{
		Here: here, Addresses: n.Addresses, Enter: func() error { return enterNetwork(n.Namespaces[here]) },
	}
}

// prepare calls Prepare: once, or on each of two hosts.
func (n *Networks) prepare(m mechanisms.Mechanism, p *mechanisms.Preparation) error {
	if n == nil {
		return m.Prepare(p)
	}
	for _, side := range mechanisms.Sides {
		p.Hosts = n.hosts(side)
		if err := within(n.of(side), func() error { return m.Prepare(p) }); err != nil {
			return err
		}
	}
	return nil
}

// enterNetwork moves the calling thread into a network namespace.
func enterNetwork(fd int) error {
	if err := unix.Setns(fd, unix.CLONE_NEWNET); err != nil {
		return fmt.Errorf("setns to a network namespace: %w", err)
	}
	return nil
}

// inNetwork calls do while the calling thread, which is locked, is in a network namespace; where it is if fd is
// negative. left says that the thread is where it was before.
func inNetwork(fd int, do func() error) (left bool, err error) {
	if fd < 0 {
		return true, do()
	}
	back, err := unix.Open("/proc/thread-self/ns/net", unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return true, fmt.Errorf("the network namespace of this thread: %w", err)
	}
	defer unix.Close(back)
	if err := enterNetwork(fd); err != nil {
		return true, err
	}
	err = do()
	if away := enterNetwork(back); away != nil {
		return false, errors.Join(err, away)
	}
	return true, err
}

// within calls do on a thread that is in a network namespace meanwhile; on any thread if fd is negative.
func within(fd int, do func() error) error {
	result := make(chan error)
	go func() {
		runtime.LockOSThread()
		left, err := inNetwork(fd, do)
		if left {
			runtime.UnlockOSThread() // otherwise the thread ends with this goroutine, and nobody else gets it
		}
		result <- err
	}()
	return <-result
}
