package host

import (
	"fmt"
	"sync"

	"golang.org/x/sys/unix"
)

// Pinning is nil if threads may be pinned to CPUs here. It tries with the CPUs that the calling thread may use anyway.
// Source: sched_setaffinity(2), which sandboxes deny.
var Pinning = sync.OnceValue(func() error {
	var set unix.CPUSet
	if err := unix.SchedGetaffinity(0, &set); err != nil {
		return fmt.Errorf("sched_getaffinity: %w", err)
	}
	if err := unix.SchedSetaffinity(0, &set); err != nil {
		return fmt.Errorf("sched_setaffinity: %w", err)
	}
	return nil
})

// Memfd is nil if there are files of memory by memfd_create(2) here.
var Memfd = sync.OnceValue(func() error {
	fd, err := unix.MemfdCreate("ipcbench-probe", unix.MFD_CLOEXEC)
	if err != nil {
		return fmt.Errorf("memfd_create: %w", err)
	}
	return unix.Close(fd)
})
