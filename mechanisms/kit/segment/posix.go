package segment

import (
	"fmt"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/newfile"

	"golang.org/x/sys/unix"
)

// POSIX is the memory of shm_open(3), which any process can map that knows its name: a file in the tmpfs of /dev/shm.
type POSIX struct{ mapped }

const shmDir = "/dev/shm"

// Describe implements [Segment].
func (POSIX) Describe() (string, mechanisms.Relation, mechanisms.Border) {
	return "POSIX shared memory (shm_open), opened by name", mechanisms.Any, mechanisms.DevShm
}

// Available implements [Segment].
func (POSIX) Available() error {
	if err := unix.Access(shmDir, unix.W_OK); err != nil {
		return fmt.Errorf("%s: %w (mount -t tmpfs tmpfs %s)", shmDir, err, shmDir)
	}
	return nil
}

// Create implements [Segment].
func (POSIX) Create(p *mechanisms.Preparation, bytes int) error {
	path := shmDir + "/" + p.Unique
	if err := p.Register(mechanisms.Resource{Kind: mechanisms.PathResource, Name: path}); err != nil {
		return err
	}
	p.Set(Name, path)
	return createFile(path, bytes)
}

// Attach implements [Segment].
func (POSIX) Attach(e *mechanisms.End, bytes int) ([]byte, error) {
	return mapPath(e.Value(Name), bytes)
}

// FD opens the memory, for a mechanism that maps it in a way of its own. The caller closes it.
func (POSIX) FD(e *mechanisms.End) (int, error) { return newfile.Open(e.Value(Name), unix.O_RDWR) }
