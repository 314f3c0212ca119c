package sys

import (
	"sync"

	"golang.org/x/sys/unix"
)

// Pinning is nil if threads may be pinned to CPUs here. It tries with the CPUs that the calling thread may use anyway.
// Source: sched_setaffinity(2), which sandboxes deny.
var Pinning = sync.OnceValue(func() error {
	var set unix.CPUSet
	if err := unix.SchedGetaffinity(0, &set); err != nil {
		return wrap("sched_getaffinity", err)
	}
	return wrap("sched_setaffinity", unix.SchedSetaffinity(0, &set))
})

// Memfd is nil if there are files of memory by memfd_create(2) here.
var Memfd = sync.OnceValue(func() error {
	fd, err := unix.MemfdCreate("ipcbench-probe", unix.MFD_CLOEXEC)
	if err != nil {
		return wrap("memfd_create", err)
	}
	return unix.Close(fd)
})
