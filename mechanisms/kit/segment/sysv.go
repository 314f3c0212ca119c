package segment

import (
	"errors"
	"fmt"
	"strconv"
	"sync/atomic"
	"unsafe"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/sysv"

	"golang.org/x/sys/unix"
)

// SysV is the memory of shmget(2), which any process can attach that knows its key.
type SysV struct{}

// Describe implements [Segment].
func (SysV) Describe() (string, mechanisms.Relation, mechanisms.Border) {
	return "System V shared memory (shmget), attached by key", mechanisms.Any, mechanisms.IPC
}

// Available implements [Segment].
func (SysV) Available() error {
	return sysv.Present(func(key, flags int) (int, error) { return unix.SysvShmGet(key, 0, flags) })
}

// Create implements [Segment].
func (SysV) Create(p *mechanisms.Preparation, bytes int) error {
	exists := func(key int) bool {
		_, err := unix.SysvShmGet(key, 0, 0)
		return !errors.Is(err, unix.ENOENT)
	}
	key, err := p.SysV(mechanisms.MemoryResource, exists, func(key int) error {
		_, err := unix.SysvShmGet(key, bytes, unix.IPC_CREAT|unix.IPC_EXCL|0o600)
		return err
	})
	if errors.Is(err, unix.ENOSPC) {
		return errors.New("kernel.shmmni segments exist already, or kernel.shmall pages are in use " +
			"(remove some with ipcrm, or raise it with sysctl)")
	}
	if err != nil {
		return fmt.Errorf("shmget of %d bytes: %w (see kernel.shmmax and kernel.shmall)", bytes, err)
	}
	p.Set(Name, strconv.Itoa(key))
	return nil
}

// Attach implements [Segment].
func (SysV) Attach(e *mechanisms.End, bytes int) ([]byte, error) {
	key, err := strconv.Atoi(e.Value(Name))
	if err != nil {
		return nil, fmt.Errorf("the segment's key: %w", err)
	}
	id, err := unix.SysvShmGet(key, bytes, 0)
	if err != nil {
		return nil, fmt.Errorf("shmget: %w", err)
	}
	m, err := unix.SysvShmAttach(id, 0, 0)
	if err != nil {
		return nil, fmt.Errorf("shmat: %w", err)
	}
	// shmat(2) has no MAP_POPULATE: fetch every page here.
	for i := 0; i < len(m); i += unix.Getpagesize() {
		atomic.LoadUint32((*uint32)(unsafe.Pointer(&m[i]))) // which the compiler does not drop
	}
	return m, nil
}

// Detach implements [Segment].
func (SysV) Detach(m []byte) error { return unix.SysvShmDetach(m) }
