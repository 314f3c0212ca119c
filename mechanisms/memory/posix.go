package memory

import (
	"fmt"

	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// POSIX is the memory of shm_open(3), which any process can map that knows its name: a file in the tmpfs of /dev/shm.
type POSIX struct{ mapped }

const shmDir = "/dev/shm"

func (POSIX) describe() (string, mechanisms.Relation) {
	return "POSIX shared memory (shm_open), opened by name", mechanisms.Any
}

func (POSIX) available() error {
	if err := unix.Access(shmDir, unix.W_OK); err != nil {
		return fmt.Errorf("%s: %w (mount -t tmpfs tmpfs %s)", shmDir, err, shmDir)
	}
	return nil
}

func (POSIX) create(p *mechanisms.Preparation, bytes int) error {
	path := shmDir + "/" + p.Unique
	if err := p.Register(mechanisms.Resource{Kind: mechanisms.PathResource, Name: path}); err != nil {
		return err
	}
	p.Set(memoryName, path)
	return createFile(path, bytes)
}

func (POSIX) attach(e *mechanisms.End, bytes int) ([]byte, error) {
	return mapPath(e.Value(memoryName), bytes)
}
